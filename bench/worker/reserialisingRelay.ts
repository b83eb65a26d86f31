import { takeOver } from '../../fixtures/workers/takeOver.js';

declare const self: ServiceWorkerGlobalScope;

type Controller = ReadableStreamDefaultController<Uint8Array>;

const encoder = new TextEncoder();

/** The pages of each stream, by URL. */
const streams = new Map<string, Set<Controller>>();

takeOver();
self.addEventListener('fetch', (event) => {
  const { url, headers } = event.request;
  if (headers.get('accept') === 'text/event-stream') event.respondWith(join(url));
});

/** Gives a page a response of its own, into which the worker's one EventSource is written. */
const join = (url: string): Response => {
  const pages = streams.get(url) ?? open(url);
  let page: Controller;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      page = controller;
      pages.add(page);
    },
    cancel: () => {
      pages.delete(page);
    },
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
};

const open = (url: string): Set<Controller> => {
  const pages = new Set<Controller>();
  streams.set(url, pages);
  const source = new EventSource(url);
  source.addEventListener('message', ({ data, lastEventId }: MessageEvent<string>) => {
    const bytes = encoder.encode(
      `id: ${lastEventId}\ndata: ${data.replaceAll('\n', '\ndata: ')}\n\n`,
    );
    for (const page of pages) page.enqueue(bytes);
    if (pages.size > 0) return;
    source.close();
    streams.delete(url);
  });
  return pages;
};
