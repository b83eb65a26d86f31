import type { Evidence } from '../evidence/Evidence.js';
import { finalHop } from '../http/finalHop.js';
import type { Check } from './Check.js';
import { concluded } from './concluded.js';

/** Which version of HTTP is spoken, and how many tabs that lets in. */
export function connectionsCheck({ first, protocol }: Evidence): Check | undefined {
  if (first === undefined) return undefined;
  const { httpVersion } = finalHop(first.trace).answer;
  if (protocol === 'h2') {
    return concluded('connections', 'HTTP/2: about 100 streams over one connection to a host');
  }
  if (httpVersion === '1.0') {
    return concluded('connections', 'HTTP/1.0', [
      {
        code: 'http-1.0',
        severity: 'warning',
        evidence: 'the answer is HTTP/1.0',
        consequence:
          'All browsers: without chunks a broken connection cannot be told from an end. Old proxies, and nginx without proxy_http_version 1.1, speak it.',
        mend: {
          express: 'nothing: Node answers with HTTP/1.1 whoever asks so',
          nginx: `proxy_http_version 1.1; proxy_set_header Connection '';`,
          apache: 'UnsetEnv downgrade-1.0\nUnsetEnv force-response-1.0',
          caddy: 'reverse_proxy backend { transport http { versions 1.1 2 } }',
          node: 'nothing: Node answers with HTTP/1.1 whoever asks so',
        },
      },
    ]);
  }
  return concluded(
    'connections',
    'HTTP/1.1: six connections to a host; natively the seventh tab does not load (Firefox: the tenth). Shared by a worker, or over HTTP/2, any number',
  );
}
