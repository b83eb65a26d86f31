import type { Listen } from './Listen.js';

/**
 * With the one EventSource of the tab that holds a lock, which broadcasts every event to the others;
 * when that tab goes, the next one gets the lock.
 */
export const listenToLeader: Listen = (url, take) => {
  const channel = new BroadcastChannel(url);
  channel.addEventListener('message', ({ data }: MessageEvent<{ data: string }>) =>
    take(data.data),
  );
  void navigator.locks.request(url, () => {
    new EventSource(new URL(url, location.href)).addEventListener(
      'message',
      ({ data, lastEventId }: MessageEvent<string>) => {
        channel.postMessage({ data, lastEventId });
        take(data);
      },
    );
    return new Promise<never>(() => undefined);
  });
};
