import type { Mend } from './Mend.js';

/**
 * What only the program that writes the stream can do; what stands before it passes on what that sends.
 *
 * @param express - with the `request` and the `response` of a handler
 * @param node - where it is written in another way without Express
 */
export const changeApplication = (express: string, node = express): Mend => ({
  express,
  nginx: 'nothing: it passes on what the application behind proxy_pass writes; change that',
  apache: 'nothing: it passes on what the application behind ProxyPass writes; change that',
  caddy: 'nothing: it passes on what the application behind reverse_proxy writes; change that',
  node,
});
