import { expect, test } from '@jest/globals';
import { stopWorkers } from '../kit/AppStage.js';
import { describeInBrowsers } from '../kit/describeInBrowsers.js';
import { EventPublisher } from '../kit/EventPublisher.js';
import type { SiteOptions } from '../kit/Site.js';
import type { Tab } from '../kit/Tab.js';

const helped: SiteOptions = { worker: 'multiplex', helpers: ['reviveEventSources'] };

/** All that a script can find out about EventSource. Runs in the page. */
const lookAtEventSource = (): unknown => {
  const attempt = (run: () => unknown): string => {
    try {
      return String(run());
    } catch (error) {
      return String(error);
    }
  };
  const { prototype } = EventSource;
  const source = new EventSource('/events?x#y', { withCredentials: true });
  class Derived extends EventSource {
    readonly own = 'own';
    get double(): number {
      return this.readyState * 2;
    }
  }
  const derived = new Derived('/events');
  const found = {
    type: typeof EventSource,
    name: EventSource.name,
    length: EventSource.length,
    text: Function.prototype.toString.call(EventSource).replace(' EventSource', ' '),
    constants: [EventSource, prototype, source].map(({ CONNECTING, OPEN, CLOSED }) => [
      ...[CONNECTING, OPEN, CLOSED],
    ]),
    keys: Object.keys(EventSource),
    members: Object.keys(prototype).filter((name) => name !== 'addEventListener'),
    enumerated: Object.getOwnPropertyDescriptor(prototype, 'readyState')?.enumerable,
    global: Object.getOwnPropertyDescriptor(window, 'EventSource')?.enumerable,
    constructed: source.constructor === EventSource,
    tag: Object.prototype.toString.call(source),
    chain: [source instanceof EventSource, source instanceof EventTarget],
    derived: [
      ...[derived instanceof Derived, derived instanceof EventSource],
      ...[derived.own, derived.double, derived.constructor === Derived],
    ],
    values: [source.url.replace(location.origin, ''), source.withCredentials, source.readyState],
    handlers: [source.onopen, source.onmessage, source.onerror],
    withoutNew: attempt(() =>
      Reflect.apply(EventSource as unknown as () => void, undefined, ['/']),
    ),
    withoutUrl: attempt(() => Reflect.construct(EventSource, [])),
    badUrl: attempt(() => new EventSource('http://[')),
    foreign: attempt(() => prototype.readyState),
  };
  derived.close();
  source.close();
  return { ...found, closed: [derived.readyState, source.readyState] };
};

describeInBrowsers('an EventSource that can be revived', (kit) => {
  const isChromium = kit.browserName === 'chrome';

  test('looks like any other', async () => {
    const native = await (await kit.set()).openTab();
    const tab = await (await kit.set(helped)).openControlledTab();
    const found = await tab.page.evaluate(lookAtEventSource);
    expect(found).toEqual(await native.page.evaluate(lookAtEventSource));
  });

  /** Two events, the worker's death in Chromium or a dropped connection, then two more. */
  const liveTwice = async (tab: Tab, publisher: EventPublisher): Promise<readonly string[]> => {
    await tab.page.waitForFunction(() => window.seen.includes('end: opened'));
    publisher.publish(2);
    await tab.page.waitForFunction(() => window.seen.includes('end: event 2'));
    if (isChromium) await stopWorkers(tab.page);
    else await publisher.dropAll();
    await tab.page.waitForFunction(() => window.seen.filter((x) => x === 'end: opened').length > 1);
    publisher.publish(2);
    await tab.page.waitForFunction(() => window.seen.includes('end: event 4'));
    return tab.page.evaluate(() => window.seen);
  };

  test('serves listeners of every kind, before its revival and after', async () => {
    const stage = await kit.set(helped);
    const publisher = new EventPublisher(stage.server, '/events');
    const tab = await stage.openControlledTab();
    await tab.page.evaluate(() => {
      window.seen = [];
      const source = new EventSource('/events');
      const note =
        (who: string) =>
        (event: Event): void => {
          const what = event instanceof MessageEvent ? String(event.data) : event.type;
          window.seen.push(`${who}: ${what}`);
          if (event.target !== source) window.seen.push(`${who}: another target`);
        };
      const aborted = new AbortController();
      const removed = note('removed');
      const handler = {
        handleEvent(event: Event): void {
          note(this === handler ? 'object' : 'stranger')(event);
        },
      };
      source.onmessage = function (event): void {
        note(this === source ? 'on' : 'stranger')(event);
      };
      source.onerror = () => window.seen.push(`on: error ${source.readyState}`);
      source.addEventListener('message', note('function'));
      source.addEventListener('message', handler);
      source.addEventListener('message', note('once'), { once: true });
      source.addEventListener('message', note('aborted'), { signal: aborted.signal });
      source.addEventListener('message', removed);
      source.addEventListener('message', null as unknown as EventListener);
      source.addEventListener('message', (event) => {
        if (event.data !== 'event 2') return;
        aborted.abort();
        source.removeEventListener('message', removed);
        source.addEventListener('message', note('late'));
      });
      source.addEventListener('open', () => window.seen.push('end: opened'));
      source.addEventListener('message', ({ data }) => window.seen.push(`end: ${data}`));
    });
    const seen = await liveTwice(tab, publisher);
    const of = (who: string): string[] =>
      seen.flatMap((entry) => (entry.startsWith(`${who}: `) ? [entry.slice(who.length + 2)] : []));
    const [one, two, three, four] = ['event 1', 'event 2', 'event 3', 'event 4'];
    expect({
      on: of('on'),
      function: of('function'),
      object: of('object'),
      once: of('once'),
      late: of('late'),
      removed: of('removed'),
      stranger: of('stranger'),
    }).toEqual({
      on: [one, two, 'error 0', three, four],
      function: [one, two, three, four],
      object: [one, two, three, four],
      once: [one],
      late: [three, four],
      removed: [one, two],
      stranger: [],
    });
    expect(of('aborted').slice(0, 1)).toEqual([one]);
    expect(of('aborted')).not.toContain(three);
    expect(seen.filter((entry) => entry.includes('another target'))).toEqual([]);
  });

  test('works for code that has derived from it or has patched it', async () => {
    const stage = await kit.set(helped);
    const publisher = new EventPublisher(stage.server, '/events');
    const tab = await stage.openControlledTab();
    await tab.page.evaluate(() => {
      window.seen = [];
      const { prototype } = EventSource;
      const { addEventListener, close } = prototype as unknown as Record<
        'addEventListener' | 'close',
        (...args: unknown[]) => void
      >;
      // As monitoring tools do.
      prototype.addEventListener = function (this: EventSource, ...args: unknown[]): void {
        window.seen.push(`patched: ${String(args[0])}`);
        Reflect.apply(addEventListener, this, args);
      };
      prototype.close = function (this: EventSource): void {
        window.seen.push('patched: close');
        close.call(this);
      };
      const onmessage = Object.getOwnPropertyDescriptor(prototype, 'onmessage');
      Object.defineProperty(prototype, 'onmessage', {
        ...onmessage,
        set(this: EventSource, listener: (event: MessageEvent) => void) {
          onmessage?.set?.call(this, (event: MessageEvent) => {
            window.seen.push(`patched: ${event.type}`);
            listener(event);
          });
        },
      });
      class Client extends EventSource {
        #count = 0;
        constructor(url: string) {
          super(url);
          this.onmessage = () => this.#count++;
          this.addEventListener('open', () => window.seen.push('end: opened'));
          this.addEventListener('message', ({ data }) => {
            window.seen.push(`end: ${data}`);
            if (data === 'event 4') this.close();
          });
        }
        get state(): string {
          return `${this.#count} events, state ${this.readyState}`;
        }
      }
      window.derived = new Client('/events');
    });
    const seen = await liveTwice(tab, publisher);
    expect(seen.filter((entry) => entry.startsWith('patched'))).toEqual([
      ...['patched: open', 'patched: message'],
      ...Array.from({ length: 4 }, () => 'patched: message'),
      'patched: close',
    ]);
    const state = await tab.page.evaluate(() => window.derived?.state);
    expect(state).toBe('4 events, state 2');
    const { server } = stage;
    await server.untilConnected('/events', 0);
  });

  test('may be made by its own class, with EventSource left as it is', async () => {
    const stage = await kit.set({ worker: 'multiplex' });
    const publisher = new EventPublisher(stage.server, '/events');
    const tab = await stage.openControlledTab();
    await tab.page.evaluate(() => {
      window.seen = [EventSource.name];
      const source = new window.RevivingEventSource('/events', { reconnectionTime: 100 });
      if (source instanceof EventSource) window.seen.push('instance');
      source.addEventListener('open', () => window.seen.push('end: opened'));
      source.addEventListener('error', () => window.seen.push(`error ${source.readyState}`));
      source.addEventListener('message', ({ data }) => window.seen.push(`end: ${data}`));
    });
    expect(await liveTwice(tab, publisher)).toEqual([
      ...['EventSource', 'instance'],
      ...['end: opened', 'end: event 1', 'end: event 2', 'error 0'],
      ...['end: opened', 'end: event 3', 'end: event 4'],
    ]);
  });
});

declare global {
  interface Window {
    seen: string[];
    derived: { readonly state: string } | undefined;
  }
}
