import type { Mend } from './Mend.js';

/** Does not send a header. */
export const removeHeader = (name: string): Mend => ({
  express: `response.removeHeader('${name}');`,
  nginx: `proxy_hide_header ${name};`,
  apache: `Header unset ${name}\nHeader always unset ${name}`,
  caddy: `header >-${name}`,
  node: `response.removeHeader('${name}');`,
});
