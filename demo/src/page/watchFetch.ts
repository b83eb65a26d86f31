import { adviceOn, causeOfFailure, type Cause } from 'sse-service-worker/diagnosis';
import type { StreamSight } from './StreamSight.js';

/** Headers that say something about a stream, as far as CORS lets a page see them. */
const HEADERS = ['content-type', 'cache-control', 'content-encoding', 'x-accel-buffering'];

const after = (start: number): string => `after ${Math.round(performance.now() - start)} ms`;

/**
 * Asks for a stream with a real fetch and tells what comes, or why nothing does.
 *
 * @param changed - told at each change
 * @returns what aborts it
 */
export function watchFetch(
  url: string,
  withCredentials: boolean,
  changed: (sight: StreamSight) => void,
): () => void {
  const abort = new AbortController();
  const start = performance.now();
  const credentials: RequestCredentials = withCredentials ? 'include' : 'same-origin';
  const advice = (cause: Cause, response?: Response): readonly [string, string] => [
    'diagnosis',
    `It ${adviceOn(cause, { origin: location.origin, withCredentials, response, silence: 0 })}`,
  ];

  const read = async (response: Response): Promise<void> => {
    const rows: (readonly [string, string])[] = [
      ['status', String(response.status)],
      ['headers', after(start)],
      ...HEADERS.map((name) => [name, response.headers.get(name) ?? '–'] as const),
      ['redirected', response.redirected ? response.url : 'no'],
    ];
    const type = response.headers.get('content-type') ?? '';
    if (response.status !== 200) rows.push(advice('wrong-status', response));
    else if (!/^\s*text\/event-stream\s*(?:;|$)/i.test(type))
      rows.push(advice('wrong-type', response));
    changed(rows);
    const reader = response.body?.getReader();
    let bytes = 0;
    let first = '–';
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
      if (bytes === 0) first = after(start);
      bytes += next.value.length;
      changed([...rows, ['first byte', first], ['bytes', String(bytes)]]);
    }
    changed([...rows, ['first byte', first], ['bytes', String(bytes)], ['end', after(start)]]);
  };

  const ask = async (): Promise<void> => {
    try {
      const headers = { accept: 'text/event-stream' };
      await read(
        await fetch(url, { headers, credentials, cache: 'no-store', signal: abort.signal }),
      );
    } catch (error) {
      if (abort.signal.aborted) return;
      changed([['failed', `${String(error)}, ${after(start)}`]]);
      const cause = await causeOfFailure({ url, credentials });
      changed([['failed', String(error)], advice(cause)]);
    }
  };
  changed([['state', 'asking']]);
  void ask();
  return () => {
    abort.abort();
  };
}
