import type { IncomingMessage } from 'node:http';
import { isMode, type Mode } from '../shared/modes.js';
import { parseTabReport } from '../shared/TabReport.js';
import { answers, type Answer } from './answers.js';
import type { DemoSite } from './DemoSite.js';
import type { StaticFile } from './loadFiles.js';
import { readText } from './readText.js';
import { serveEventStream } from './serveEventStream.js';

const STALL_MS = 8000;

/** The answer at the control door: its page, its status stream, the tabs' reports, the cut button. */
export async function answerControl(
  site: DemoSite,
  files: ReadonlyMap<string, StaticFile>,
  request: IncomingMessage,
): Promise<Answer> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const name = pathname === '/' ? 'index.html' : pathname.slice(1);

  if (request.method === 'GET') {
    if (name !== 'status') return answers.file(files.get(name));
    return (response) => {
      serveEventStream(request, response, site.statusLog, () => undefined);
    };
  }
  if (request.method !== 'POST') return answers.status(405);

  const body = await readText(request);
  if (body === undefined) return answers.status(400);
  if (name === 'tabs') {
    const report = parseTabReport(body);
    if (report === undefined) return answers.status(400);
    site.tabs.note(report);
    return answers.status(204);
  }
  const switches: Readonly<Record<string, (isOn: boolean) => void>> = {
    hold: (isOn) => {
      site.holdBack(isOn);
    },
    fast: (isOn) => {
      site.hurry(isOn);
    },
  };
  const flip = switches[name];
  if (flip) {
    if (body !== 'on' && body !== 'off') return answers.status(400);
    flip(body === 'on');
    return answers.status(204);
  }
  const deeds: Readonly<Record<string, (mode: Mode) => void>> = {
    cut: (mode) => site.connections.cut(mode),
    stall: (mode) => {
      site.connections.stall(mode, STALL_MS);
    },
    update: (mode) => {
      site.updateWorker(mode);
    },
  };
  const deed = deeds[name];
  if (deed) {
    if (!isMode(body)) return answers.status(400);
    deed(body);
    return answers.status(204);
  }
  return answers.status(404);
}
