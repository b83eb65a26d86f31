import { native } from './native.js';
import type { RevivalOptions } from './RevivalOptions.js';
import { urlWithLastEventId } from './urlWithLastEventId.js';

/** Longest time between two attempts, in milliseconds. */
const LONGEST = 30_000;

const CONNECTING = 0;
const CLOSED = 2;

/** Who has the connection of an EventSource. */
type Phase =
  /** It has it itself, or has been closed or refused: the browser says which. */
  | { readonly name: 'native' }
  /** Nobody, for a moment. */
  | { readonly name: 'waiting'; readonly timer: ReturnType<typeof setTimeout> }
  /** Another one in its place. */
  | {
      readonly name: 'revived';
      readonly inner: EventSource;
      readonly onEvent: (event: Event) => void;
    }
  /** Nobody ever again: the page has closed it, or the server has refused it. */
  | { readonly name: 'over' };

/**
 * The other life of an EventSource whose worker died. The browser has closed it for good; its page is
 * shown one that connects again. Another EventSource takes its place, and hands its events over.
 *
 * A worker's death cannot be mistaken for a refusal. By HTML, whatever ends an EventSource's open
 * connection has it reconnect, and only the answer to that may close it; so what closes an open one
 * is a worker that is gone.
 *
 * @internal
 */
export class Revival {
  static readonly #all = new WeakMap<EventSource, Revival>();

  readonly #source: EventSource;
  readonly #options: Required<RevivalOptions>;
  readonly #types = new Set<string>();
  #phase: Phase = { name: 'native' };
  /** Whether there is a connection, and a worker that may have made it. */
  #isOpen = false;
  #lastEventId = '';
  /** Whether the EventSource that has the connection does not know it. */
  #isBehind = false;
  /** Whether the server could not be told where to go on, and the page does not know it yet. */
  #mayMiss = false;
  /** Attempts since the stream last was well. */
  #attempt = 0;
  #openedAt = 0;

  private constructor(source: EventSource, options: Required<RevivalOptions>) {
    this.#source = source;
    this.#options = options;
    for (const type of ['open', 'error', 'message']) this.listen(type);
  }

  /** Watches over an EventSource that has just been made. */
  static begin(source: EventSource, options: Required<RevivalOptions>): void {
    if (!Revival.of(source)) Revival.#all.set(source, new Revival(source, options));
  }

  static of(source: EventSource): Revival | undefined {
    return Revival.#all.get(source);
  }

  /** What the page is told. */
  get readyState(): number {
    const phase = this.#phase;
    switch (phase.name) {
      case 'native':
        return native.readyState(this.#source);
      case 'waiting':
        return CONNECTING;
      case 'revived':
        return native.readyState(phase.inner);
      case 'over':
        return CLOSED;
    }
  }

  /** To be called before anybody listens to events of a type: nobody else can tell which there are. */
  listen(type: string): void {
    if (this.#types.has(type)) return;
    this.#types.add(type);
    native.listen(this.#source, type, this.#onNative);
    const phase = this.#phase;
    if (phase.name === 'revived') native.listen(phase.inner, type, phase.onEvent);
  }

  /** The page closes it. */
  close(): void {
    const phase = this.#phase;
    if (phase.name === 'waiting') clearTimeout(phase.timer);
    if (phase.name === 'revived') native.close(phase.inner);
    this.#phase = { name: 'over' };
  }

  readonly #onNative = (event: Event): void => {
    // Neither what the page dispatches itself nor what is handed over here.
    if (!event.isTrusted || this.#phase.name !== 'native') return;
    if (event instanceof MessageEvent) this.#lastEventId = event.lastEventId;
    else if (event.type === 'open') this.#opens(isControlled());
    else if (this.#ends() && native.readyState(this.#source) === CLOSED) this.#wait();
  };

  #onRevived(event: Event, inner: EventSource, isShared: boolean): void {
    if (!('inner' in this.#phase) || this.#phase.inner !== inner) return;
    if (event instanceof MessageEvent) {
      const { data, origin, lastEventId } = event as MessageEvent<unknown>;
      this.#attempt = 0;
      // The new EventSource has none until the stream has set one again.
      this.#isBehind &&= !lastEventId;
      if (!this.#isBehind) this.#lastEventId = lastEventId;
      this.#dispatch(event.type, { data, origin, lastEventId: this.#lastEventId });
      return;
    }
    if (event.type === 'open') {
      const { gap } = this.#options;
      this.#opens(true);
      this.#dispatch('open');
      if (this.#mayMiss && gap !== false) {
        this.#mayMiss = false;
        this.#dispatch(gap, { data: '{"reason":"not-resumed"}' });
      }
      return;
    }
    const wasOpen = this.#ends();
    const isClosed = native.readyState(inner) === CLOSED;
    if (isClosed && !wasOpen) this.#phase = { name: 'over' };
    // By itself it would come back to the URL that has the ID from then.
    else if (isClosed || isShared) this.#wait();
    this.#dispatch('error');
  }

  #opens(isOpen: boolean): void {
    this.#isOpen = isOpen;
    this.#openedAt = performance.now();
  }

  #ends(): boolean {
    const wasOpen = this.#isOpen;
    this.#isOpen = false;
    if (wasOpen && performance.now() - this.#openedAt > LONGEST) this.#attempt = 0;
    return wasOpen;
  }

  #dispatch(type: string, init?: MessageEventInit): void {
    this.#source.dispatchEvent(init ? new MessageEvent(type, init) : new Event(type));
  }

  #wait(): void {
    if (this.#phase.name === 'revived') native.close(this.#phase.inner);
    const delay = Math.min(this.#options.reconnectionTime * 2 ** this.#attempt++, LONGEST);
    const timer = setTimeout(() => void this.#open(), delay);
    this.#phase = { name: 'waiting', timer };
  }

  async #open(): Promise<void> {
    const { url, withCredentials } = this.#source;
    // A worker that was unregistered controls the page still, but is asked no more.
    const isShared =
      isControlled() && (await navigator.serviceWorker.getRegistration()) !== undefined;
    if (this.#phase.name !== 'waiting') return;
    this.#mayMiss = !isShared;
    this.#isBehind = true;
    const asked = isShared ? urlWithLastEventId(url, this.#lastEventId) : url;
    const inner = new native.EventSource(asked, { withCredentials });
    const onEvent = (event: Event): void => {
      this.#onRevived(event, inner, isShared);
    };
    this.#phase = { name: 'revived', inner, onEvent };
    for (const type of this.#types) native.listen(inner, type, onEvent);
  }
}

function isControlled(): boolean {
  const { serviceWorker } = navigator as Partial<Navigator>;
  return Boolean(serviceWorker?.controller);
}
