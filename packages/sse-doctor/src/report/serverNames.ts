import type { Mend } from '../mends/Mend.js';

/** What the servers of a mend are called. */
export const serverNames: Readonly<Record<keyof Mend, string>> = {
  express: 'Express',
  nginx: 'nginx',
  apache: 'Apache',
  caddy: 'Caddy',
  node: 'Node',
};
