import type { Mend } from './Mend.js';
import { setHeader } from './setHeader.js';

/** Sends several headers. */
export function setHeaders(headers: Readonly<Record<string, string>>): Mend {
  const mends = Object.entries(headers).map(([name, value]) => setHeader(name, value));
  const join = (server: keyof Mend): string => mends.map((mend) => mend[server]).join('\n');
  return {
    express: join('express'),
    nginx: join('nginx'),
    apache: join('apache'),
    caddy: join('caddy'),
    node: join('node'),
  };
}
