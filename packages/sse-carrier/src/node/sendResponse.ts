import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

/**
 * Answers a request of Node's with a web-standard response: reads no more of it than the connection takes.
 *
 * @internal
 */
export async function sendResponse(answer: Response, response: ServerResponse): Promise<void> {
  const { status, headers, body } = answer;
  for (const [name, value] of headers) response.setHeader(name, value);
  response.writeHead(status);
  if (!body) {
    response.end();
    return;
  }
  response.socket?.setNoDelay(true);
  response.flushHeaders();
  const reader = (body as ReadableStream<Uint8Array>).getReader();
  const closed = once(response, 'close').then(() => reader.cancel());
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (response.destroyed) break;
    if (!response.write(value)) await Promise.race([once(response, 'drain'), closed]);
  }
  response.end();
}
