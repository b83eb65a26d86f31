import type { PageMessage } from 'sse-service-worker/messages';

/**
 * Posts a message of this type to a worker, with a port.
 *
 * @param timeout - milliseconds after which a worker that does not answer is given up.
 * @returns the answer.
 * @throws `Error` if the worker does not answer.
 *
 * @internal
 */
export async function askWorker(
  worker: ServiceWorker,
  type: PageMessage['type'],
  timeout: number,
): Promise<unknown> {
  const { port1, port2 } = new MessageChannel();
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    return await new Promise((resolve, reject) => {
      timer = setTimeout(() => {
        reject(new Error(`The worker ${worker.scriptURL} has not answered within ${timeout} ms.`));
      }, timeout);
      port1.onmessage = ({ data }: MessageEvent<unknown>) => {
        resolve(data);
      };
      worker.postMessage({ type, version: 1 } satisfies PageMessage, [port2]);
    });
  } finally {
    clearTimeout(timer);
    port1.close();
  }
}
