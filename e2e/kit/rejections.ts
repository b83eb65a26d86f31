import type { ScriptedServer } from './ScriptedServer.js';

const path = '/unhandled-rejection';

/**
 * Rejections that tests ignore. Workbox's NetworkFirst never handles its own when it has no response, and
 * Firefox reports one for every `respondWith` that rejects.
 */
const expected = [
  /^worker: no-response\b/,
  /^worker: NetworkError: FetchEvent\.respondWith\(\) Promise/,
];

/** Runs first in a page or a worker: tells the site's server of every rejection that nobody handles. */
export const rejectionReporter = `(() => {
  const send = fetch.bind(self);
  self.addEventListener('unhandledrejection', ({ reason }) => {
    const where = self.document ? 'page' : 'worker';
    const what = encodeURIComponent(where + ': ' + (String(reason) + ' ' + (reason?.stack ?? '')).slice(0, 1000));
    const report = (times) => {
      send('${path}?' + what, { method: 'POST' }).catch(() => times && setTimeout(report, 300, times - 1));
    };
    report(20);
  });
})();`;

/** What pages and workers of a site have left unhandled. */
export const rejectionsAt = (server: ScriptedServer): string[] =>
  server
    .exchanges(path)
    .map(({ request }) => decodeURIComponent(request.url.slice(path.length + 1)))
    .filter((what) => !expected.some((pattern) => pattern.test(what)));
