import type { Listen } from './Listen.js';

/** With the one EventSource that a SharedWorker has. */
export const listenToSharedWorker: Listen = (url, take) => {
  const { port } = new SharedWorker('/site/sharedWorkerRelay.js');
  port.addEventListener('message', ({ data }: MessageEvent<{ data: string }>) => take(data.data));
  port.start();
  port.postMessage(url);
};
