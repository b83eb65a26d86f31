import type { Mend } from './Mend.js';

/** Sends a header, once, whatever stood there before. */
export const setHeader = (name: string, value: string): Mend => ({
  express: `response.set('${name}', '${value}');`,
  nginx: `proxy_hide_header ${name}; add_header ${name} '${value}' always;`,
  apache: `Header onsuccess unset ${name}\nHeader always set ${name} "${value}"`,
  caddy: `header >${name} "${value}"`,
  node: `response.setHeader('${name}', '${value}');`,
});
