import type { Mend } from './Mend.js';

/** Each event goes on as it comes. */
export const doNotBuffer: Mend = {
  express: `response.set('X-Accel-Buffering', 'no'); response.flushHeaders(); // and no compression`,
  nginx: 'proxy_buffering off; gzip off; proxy_http_version 1.1;',
  apache: 'ProxyPass /path http://backend/path flushpackets=on\nSetEnv no-gzip 1',
  caddy: 'reverse_proxy backend { flush_interval -1 }',
  node: `response.setHeader('X-Accel-Buffering', 'no'); response.flushHeaders();`,
};
