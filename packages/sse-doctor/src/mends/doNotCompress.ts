import type { Mend } from './Mend.js';

/** The stream is sent as it is, and nobody on the way may change that. */
export const doNotCompress: Mend = {
  express:
    `response.set('Cache-Control', 'no-store, no-transform'); // compression() then leaves it alone;\n` +
    `// or call response.flush() after each event`,
  nginx: 'gzip off; # text/event-stream must not be in gzip_types',
  apache: 'SetEnv no-gzip 1\nSetEnv no-brotli 1',
  caddy: 'encode { match { not header Content-Type text/event-stream* } }',
  node: `response.setHeader('Cache-Control', 'no-store, no-transform'); // no zlib before it, or flush() after each event`,
};
