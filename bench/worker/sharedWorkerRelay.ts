declare const self: SharedWorkerGlobalScope;

/** The pages of each stream, by URL. */
const streams = new Map<string, Set<MessagePort>>();

self.addEventListener('connect', ({ ports: [port] }) => {
  port?.addEventListener('message', ({ data: url }: MessageEvent<string>) => {
    (streams.get(url) ?? open(url)).add(port);
  });
  port?.start();
});

/** Opens the one EventSource of a stream, whose events go to every page as messages. */
const open = (url: string): Set<MessagePort> => {
  const pages = new Set<MessagePort>();
  streams.set(url, pages);
  const source = new EventSource(url);
  source.addEventListener('message', ({ data, lastEventId }: MessageEvent<string>) => {
    for (const page of pages) page.postMessage({ data, lastEventId });
  });
  return pages;
};
