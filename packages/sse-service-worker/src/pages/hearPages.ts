declare const self: ServiceWorkerGlobalScope;

/**
 * What a page that uses `workbox-sse-window` says of itself, by a message of that type: that it is there,
 * see {@link pingPage}; that nobody looks at it any more; that somebody does.
 *
 * @internal
 */
export type PageNews = 'EVENT_STREAMS_PONG' | 'EVENT_STREAMS_HIDDEN' | 'EVENT_STREAMS_VISIBLE';

const news: readonly unknown[] = [
  'EVENT_STREAMS_PONG',
  'EVENT_STREAMS_HIDDEN',
  'EVENT_STREAMS_VISIBLE',
] satisfies PageNews[];

/** One for each strategy of the worker. */
const heard: ((clientId: string, news: PageNews) => void)[] = [];

/**
 * Passes on what pages say of themselves.
 *
 * @internal
 */
export function hearPages(onNews: (clientId: string, news: PageNews) => void): void {
  if (heard.push(onNews) > 1) return;
  self.addEventListener('message', ({ data, source }) => {
    const type = (data as { type?: unknown } | null)?.type;
    if (!news.includes(type) || !source || !('id' in source)) return;
    for (const onNews of heard) onNews(source.id, type as PageNews);
  });
}
