import { Hono } from 'hono';
import type { Ask } from '../core/Ask.js';
import type { CarrierOptions } from '../core/CarrierOptions.js';
import { CarrierServer } from '../core/CarrierServer.js';

/**
 * Answers a request, as `app.fetch` does.
 *
 * @public
 */
export type WebHandler = (request: Request) => Response | Promise<Response>;

/**
 * Carries the event streams of a web-standard handler: an app that Hono mounts with `route`, and whose `fetch`
 * any other one can call. Each stream that a worker asks for is a call of the handler, in process.
 *
 * @example
 * app.route('/event-streams', eventStreamCarrier(app.fetch));
 *
 * @throws `InvalidOptionError`
 *
 * @public
 */
export function eventStreamCarrier(handler: WebHandler, options: CarrierOptions = {}): Hono {
  // Hono's takes its environment, too.
  const answer = handler as (request: Request, env: unknown) => Response | Promise<Response>;
  const ask: Ask = async ({ url, headers, signal, context }) => {
    const response = await answer(new Request(url, { headers, signal }), context);
    return {
      status: response.status,
      headers: [...response.headers],
      body: chunksOf(response, signal),
    };
  };
  const server = new CarrierServer(ask, options);
  const app = new Hono();
  app.all('/', (context) =>
    server.handle(context.req.raw, { address: addressOf(context.env), context: context.env }),
  );
  return app;
}

/** As Node's adapter of Hono tells it. */
function addressOf(env: unknown): string {
  const { incoming } = (env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } };
  return incoming?.socket?.remoteAddress ?? '';
}

async function* chunksOf({ body }: Response, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const reader = (body as ReadableStream<Uint8Array> | null)?.getReader();
  if (!reader) return;
  const cancel = (): void => void reader.cancel().catch(() => undefined);
  signal.addEventListener('abort', cancel);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    signal.removeEventListener('abort', cancel);
    await reader.cancel();
  }
}
