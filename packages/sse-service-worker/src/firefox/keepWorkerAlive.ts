import type { EventStreamMultiplexer } from 'sse-multiplexer';
import { pingPage } from './pingPage.js';
import type { SharedEventStreamsOptions } from '../options/SharedEventStreamsOptions.js';

declare const self: ServiceWorkerGlobalScope;

/** Milliseconds after the last event until pages are asked for one. */
const ASK_AFTER = 15_000;

/** Milliseconds for which an answer is waited for. */
const PATIENCE = 5000;

/** Milliseconds that a page needs, at most, to be back: 300, of which Firefox makes 500, and a request. */
const AWAY = 2000;

/** @internal */
export type KeepAlive = NonNullable<SharedEventStreamsOptions['keepAlive']>;

/** What a strategy shares, and how its streams may be kept. */
interface Kept {
  readonly streams: Pick<EventStreamMultiplexer, 'clientIds' | 'oldest'>;
  readonly keepAlive: KeepAlive;
}

/** One for each strategy of the worker. */
const kept: Kept[] = [];

/**
 * Keeps Firefox from ending the worker while it has streams. It does so 30 seconds after the last event
 * that came to it from outside, and nothing that a worker does alone is one. So pages are asked for a
 * message; where none answers, one EventSource is sent away, and comes back by a request. Other browsers
 * keep a worker for its streams' sake.
 *
 * To be called while the worker's script is first run.
 *
 * @internal
 */
export function keepWorkerAlive(streams: Kept['streams'], keepAlive: KeepAlive): void {
  if (keepAlive === false || !self.navigator.userAgent.includes('Firefox/')) return;
  if (kept.push({ streams, keepAlive }) > 1) return;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = (milliseconds: number, then: () => void): void => {
    clearTimeout(timer);
    timer = setTimeout(then, milliseconds);
  };
  const begin = (): void => {
    wait(ASK_AFTER, ask);
  };
  const ask = (): void => {
    for (const clientId of clientIds(({ keepAlive }) => keepAlive !== 'rotate'))
      void pingPage(clientId);
    wait(PATIENCE, rotate);
  };
  const rotate = (): void => {
    // A stream that is opened later is opened by an event.
    if (clientIds().size === 0) return;
    const [oldest] = kept
      .flatMap(({ streams, keepAlive }) => (keepAlive === 'page' ? [] : streams.oldest))
      .sort((a, b) => a.since - b.since);
    oldest?.sendAway();
    wait(AWAY, rotate);
  };
  for (const type of ['fetch', 'message']) self.addEventListener(type, begin);
}

function clientIds(which: (kept: Kept) => boolean = () => true): Set<string> {
  return new Set(kept.filter(which).flatMap(({ streams }) => [...streams.clientIds]));
}
