import type { IncomingMessage } from 'node:http';
import type { Mode } from '../shared/modes.js';
import { answers, type Answer } from './answers.js';
import type { DemoSite } from './DemoSite.js';
import type { StaticFile } from './loadFiles.js';
import { readText } from './readText.js';

const RECENT_MESSAGES = 20;
const WORKER = 'sw.js';
const OUTSIDE = new Set(['/probe.html', '/probe.js']);

/**
 * The answer at one mode's door: the site under `/<mode>/`. The mode is in the path too, so that a
 * worker's scope names it: should a later run of the demo give this port to another mode, the old
 * worker has no say there.
 */
export async function answerMode(
  site: DemoSite,
  mode: Mode,
  files: ReadonlyMap<string, StaticFile>,
  request: IncomingMessage,
): Promise<Answer> {
  const root = `/${mode}/`;
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  if (pathname === '/' || `${pathname}/` === root) return answers.redirect(root);
  // Above the worker's scope, for what is to be asked without one.
  if (OUTSIDE.has(pathname) && request.method === 'GET') {
    return answers.file(files.get(pathname.slice(1)));
  }
  if (!pathname.startsWith(root)) return answers.status(404);
  const name = pathname.slice(root.length);

  if (request.method === 'GET') {
    if (name === 'metrics' || name === 'chat' || /^own\/\d$/.test(name)) {
      const stream = name === 'chat' ? 'chat' : 'metrics';
      const log = name === 'chat' ? site.chat.log : site.metrics;
      return (response) => {
        site.connections.serve(request, response, mode, stream, log);
      };
    }
    if (name === 'chat/recent') return answers.json(site.chat.recent(RECENT_MESSAGES));
    if (name === WORKER) {
      const told = site.holdsBack ? '' : 'self.hiddenDelay = false;\n';
      return answers.file(versioned(files.get(name), told, site.workerVersion(mode)));
    }
    return answers.file(files.get(name === '' ? 'index.html' : name));
  }
  if (request.method === 'POST' && name === 'kill') return answers.clearSite();
  if (request.method !== 'POST' || name !== 'chat') return answers.status(405);
  const body = await readText(request);
  return answers.status(body !== undefined && site.chat.post(body) ? 204 : 400);
}

/** To a browser a worker is a new version as soon as one byte of it is another. */
function versioned(
  worker: StaticFile | undefined,
  told: string,
  version: number,
): StaticFile | undefined {
  if (!worker) return undefined;
  const body = Buffer.concat([Buffer.from(told), worker.body, Buffer.from(`// ${version}\n`)]);
  return { ...worker, body };
}
