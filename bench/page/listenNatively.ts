import type { Listen } from './Listen.js';

/** With an EventSource, whoever answers it. */
export const listenNatively: Listen = (url, take) => {
  new EventSource(url).addEventListener('message', ({ data }: MessageEvent<string>) => take(data));
};
