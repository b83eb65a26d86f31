import { once } from 'node:events';
import type { ClientRequest, IncomingMessage } from 'node:http';
import type { SubResponse } from '../core/Ask.js';

/**
 * The answer to a request of Node's.
 *
 * @internal
 */
export async function answerOf(request: ClientRequest): Promise<SubResponse> {
  const answered = once(request, 'response') as Promise<[IncomingMessage]>;
  request.end();
  const [response] = await answered;
  // Told by whoever reads the body; a connection that breaks before that is no reason to end the process.
  response.on('error', () => undefined);
  const { statusCode = 0, rawHeaders } = response;
  const headers = Array.from({ length: rawHeaders.length / 2 }, (_, index): [string, string] => [
    rawHeaders[2 * index] ?? '',
    rawHeaders[2 * index + 1] ?? '',
  ]);
  return { status: statusCode, headers, body: response };
}
