import type { IncomingMessage, RequestListener } from 'node:http';
import { join } from 'node:path';
import { DOOR_COUNT, modePort } from '../shared/doors.js';
import { MODES, type Mode } from '../shared/modes.js';
import { answerControl } from './answerControl.js';
import { answerMode } from './answerMode.js';
import { answers, type Answer } from './answers.js';
import { carried } from './carried.js';
import { DemoSite } from './DemoSite.js';
import { isOwnUrl } from './isOwnUrl.js';
import { loadFiles, type StaticFile } from './loadFiles.js';
import { openDoors } from './openDoors.js';

export interface Demo {
  readonly site: DemoSite;
  readonly controlUrl: string;
  modeUrl(mode: Mode): string;
  close(): Promise<void>;
}

/** Starts the demo's server on localhost with the files that the build has left in `folder`. */
export async function startDemo(folder: string, port: number): Promise<Demo> {
  const control = await loadFiles(join(folder, 'control'));
  const shell = await loadFiles(join(folder, 'site'));
  const site = new DemoSite();
  const ports = new Set<number>();

  const guarded =
    (answer: (request: IncomingMessage) => Promise<Answer>): RequestListener =>
    (request, response) => {
      const origin = request.method === 'GET' ? undefined : (request.headers.origin ?? '');
      const host = `http://${request.headers.host ?? ''}`;
      if (!isOwnUrl(host, ports) || (origin !== undefined && !isOwnUrl(origin, ports))) {
        answers.status(403)(response);
        return;
      }
      answer(request).then(
        (decided) => {
          decided(response);
        },
        () => response.destroy(),
      );
    };

  const listeners = [guarded((request) => answerControl(site, control, request))];
  for (const mode of MODES) {
    const files = await withWorker(shell, join(folder, 'workers', mode));
    const listener = guarded((request) => answerMode(site, mode, files, request));
    listeners.push(mode === 'carrier' ? carried(site, listener) : listener);
  }

  try {
    const doors = await openDoors(port, listeners);
    for (let door = 0; door < DOOR_COUNT; door += 1) ports.add(doors.controlPort + door);
    return {
      site,
      controlUrl: `http://localhost:${doors.controlPort}/`,
      modeUrl: (mode) => `http://localhost:${modePort(doors.controlPort, mode)}/${mode}/`,
      close: async () => {
        site.stop();
        await doors.close();
      },
    };
  } catch (error) {
    site.stop();
    throw error;
  }
}

/** The shell plus the mode's own `sw.js`; the folder of a mode without a worker is empty. */
async function withWorker(
  shell: ReadonlyMap<string, StaticFile>,
  folder: string,
): Promise<Map<string, StaticFile>> {
  return new Map([...shell, ...(await loadFiles(folder))]);
}
