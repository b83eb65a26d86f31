import { relayedHead } from './relayedHead.js';

/** As much of a refused response's body is relayed; an EventSource reads none of it. */
const MOST_BYTES = 64 * 1024;

const NULL_BODY_STATUS = new Set([204, 205, 304]);

/**
 * What pages get when the server answers with something that is no event stream: the same status,
 * headers and body, the body bounded. `stop` is called when nobody reads it any more.
 *
 * @internal
 */
export function refusal(response: Response, stop: () => void): Response {
  const { status, body } = response;
  const head = relayedHead(response);
  if (!body || NULL_BODY_STATUS.has(status)) {
    stop();
    return new Response(null, head);
  }
  const reader = body.getReader();
  let rest = MOST_BYTES;
  const bounded = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const { done, value } = await reader.read();
      if (value) controller.enqueue(value.subarray(0, rest));
      rest -= value?.length ?? 0;
      if (!done && rest > 0) return;
      controller.close();
      stop();
    },
    cancel: stop,
  });
  return new Response(bounded, head);
}
