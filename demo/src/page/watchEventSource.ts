import type { StreamSight } from './StreamSight.js';

const STATES = ['connecting', 'open', 'closed'] as const;

const after = (start: number): string => `after ${Math.round(performance.now() - start)} ms`;

/**
 * Opens a real EventSource and tells what becomes of it.
 *
 * @param changed - told at each change
 * @returns what closes it
 */
export function watchEventSource(
  url: string,
  withCredentials: boolean,
  changed: (sight: StreamSight) => void,
): () => void {
  const start = performance.now();
  const source = new EventSource(url, { withCredentials });
  let events = 0;
  let errors = 0;
  let opened = '–';
  let first = '–';
  let lastId = '–';
  const tell = (): void => {
    changed([
      ['state', STATES[source.readyState] ?? '–'],
      ['open', opened],
      ['first event', first],
      ['events', String(events)],
      ['last event ID', lastId],
      ['errors', String(errors)],
    ]);
  };
  source.addEventListener('open', () => {
    if (opened === '–') opened = after(start);
    tell();
  });
  source.addEventListener('message', ({ lastEventId }: MessageEvent<string>) => {
    if (events++ === 0) first = after(start);
    if (lastEventId !== '') lastId = lastEventId.slice(0, 40);
    tell();
  });
  source.addEventListener('error', (event) => {
    // A server may call its events so, too: those carry data.
    if (event instanceof MessageEvent) return;
    errors++;
    tell();
  });
  tell();
  return () => {
    source.close();
  };
}
