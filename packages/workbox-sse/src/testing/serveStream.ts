import { setImmediate } from 'node:timers/promises';
import { jest } from '@jest/globals';

/** The network: one body whose chunks are asked for one by one, and what became of it. */
export function serveStream(init: ResponseInit) {
  const seen = {
    pulls: 0,
    cancelled: false,
    ends: false,
    signal: undefined as AbortSignal | undefined,
  };
  jest.spyOn(globalThis, 'fetch').mockImplementation((input) => {
    seen.signal = (input as Request).signal;
    const body = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          await setImmediate();
          if (seen.ends) controller.close();
          else controller.enqueue(new TextEncoder().encode(`data: ${++seen.pulls}\n\n`));
        },
        cancel() {
          seen.cancelled = true;
        },
      },
      { highWaterMark: 0 },
    );
    return Promise.resolve(new Response(body, init));
  });
  return seen;
}
