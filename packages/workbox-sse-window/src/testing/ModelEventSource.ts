/**
 * A browser's EventSource, as far as a page sees it, whose connection is the test's. Put in the place
 * of the one that Node may lack; to be imported before what is tested.
 */
export class ModelEventSource extends EventTarget {
  /** All that were made, oldest first. */
  static readonly all: ModelEventSource[] = [];
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 2;

  readonly url: string;
  readonly withCredentials: boolean;
  #readyState = 0;

  constructor(url: string | URL, { withCredentials = false }: EventSourceInit = {}) {
    super();
    this.url = new URL(url, 'https://app.test/').href;
    this.withCredentials = withCredentials;
    ModelEventSource.all.push(this);
  }

  get readyState(): number {
    return this.#readyState;
  }

  close(): void {
    this.#readyState = 2;
  }

  opens(): void {
    this.#readyState = 1;
    this.dispatchEvent(trusted(new Event('open')));
  }

  receives(data: string, lastEventId = '', type = 'message'): void {
    const init = { data, lastEventId, origin: 'https://app.test' };
    this.dispatchEvent(trusted(new MessageEvent(type, init)));
  }

  /** The connection is lost; the browser comes back with it. */
  breaks(): void {
    this.#fails(0);
  }

  /** The connection is lost for ever. */
  dies(): void {
    this.#fails(2);
  }

  #fails(readyState: number): void {
    this.#readyState = readyState;
    this.dispatchEvent(trusted(new Event('error')));
  }
}

/** An event as a browser dispatches it, which no script can. */
function trusted(event: Event): Event {
  return new Proxy(event, {
    get: (target, name) => name === 'isTrusted' || (Reflect.get(target, name, target) as unknown),
  });
}

Object.assign(globalThis, { EventSource: ModelEventSource });
