import { buildPage } from './buildPage.js';
import { buildWorker } from './buildWorker.js';
import type { ScriptedServer } from './ScriptedServer.js';

/** What the worker `foreignFetch` is told. */
export interface ForeignFetchAppOptions {
  readonly grants: readonly { readonly script: string; readonly origins?: readonly string[] }[];
  readonly own?: readonly ('routes' | 'defaultHandler' | 'listener' | 'fetch')[];
  readonly network?: readonly string[];
}

/** Puts an app that accepts providers on a server; returns the URL of its page. */
export const foreignFetchApp = (
  server: ScriptedServer,
  options: ForeignFetchAppOptions,
): string => {
  server.file('/', 'text/html', buildPage());
  server.file('/worker.js', 'text/javascript', buildWorker('foreignFetch', 'production'));
  const script = `/worker.js?options=${encodeURIComponent(JSON.stringify(options))}`;
  return `${server.origin}/?worker=${encodeURIComponent(script)}`;
};
