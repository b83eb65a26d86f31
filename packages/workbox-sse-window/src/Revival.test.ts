import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { ModelEventSource } from './testing/ModelEventSource.js';
import { ModelPage } from './testing/ModelPage.js';
import { reviveEventSources } from './reviveEventSources.js';

reviveEventSources();

/** All that a page sees of an EventSource. */
const listen = (source: EventSource, ...types: string[]): string[] => {
  const seen: string[] = [];
  for (const type of ['open', 'error', 'message', 'event-stream-gap', ...types]) {
    source.addEventListener(type, (event) => {
      const { data, lastEventId } = event as MessageEvent<string>;
      const what = event instanceof MessageEvent ? ` ${data} (${lastEventId})` : '';
      seen.push(`${type}${what} ${source.readyState}`);
    });
  }
  return seen;
};

describe('an EventSource that is revived', () => {
  let page: ModelPage;
  let source: EventSource;
  let seen: string[];
  let first: ModelEventSource;

  const pass = (milliseconds: number): Promise<void> => jest.advanceTimersByTimeAsync(milliseconds);

  beforeEach(() => {
    jest.useFakeTimers();
    page = new ModelPage();
    source = new EventSource('/events', { withCredentials: true });
    seen = listen(source, 'tick');
    first = page.newest;
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  test('goes on after the last event ID when its worker dies', async () => {
    first.opens();
    first.receives('a', '1');
    first.receives('b', '2', 'tick');
    first.dies();
    await pass(1000);
    const { newest } = page;
    expect(newest.url).toBe('https://app.test/events?event-stream-last-event-id=2');
    expect(newest.withCredentials).toBe(true);
    newest.opens();
    newest.receives('still 2');
    newest.receives('c', '3', 'tick');
    newest.receives('d', '3');
    expect(seen).toEqual([
      ...['open 1', 'message a (1) 1', 'tick b (2) 1', 'error 0'],
      ...['open 1', 'message still 2 (2) 1', 'tick c (3) 1', 'message d (3) 1'],
    ]);
    expect(source.url).toBe('https://app.test/events');
  });

  test('is connecting, to every listener, the first one and the capturing one included', () => {
    const states: number[] = [];
    const earlier = new EventSource('/events');
    earlier.addEventListener('error', () => states.push(earlier.readyState), true);
    earlier.addEventListener('error', () => states.push(earlier.readyState));
    page.newest.opens();
    page.newest.dies();
    expect(states).toEqual([0, 0]);
  });

  test('has no ID any more when the server takes it back', async () => {
    first.opens();
    first.receives('a', '1');
    first.dies();
    await pass(1000);
    page.newest.opens();
    page.newest.receives('b', '2');
    page.newest.receives('c', '');
    expect(seen.at(-1)).toBe('message c () 1');
    page.newest.dies();
    await pass(1000);
    expect(page.newest.url).toBe('https://app.test/events?event-stream-last-event-id=');
  });

  test('knows the ID of an event of whose type it has not heard before', async () => {
    first.opens();
    first.dies();
    await pass(1000);
    page.newest.opens();
    const late: unknown[] = [];
    source.addEventListener('late', ({ data }: MessageEvent<string>) => late.push(data));
    page.newest.receives('x', '9', 'late');
    page.newest.dies();
    await pass(1000);
    expect(late).toEqual(['x']);
    expect(page.newest.url).toContain('event-stream-last-event-id=9');
  });

  test('stays closed when the server refuses it, at once or when it comes back', async () => {
    first.dies();
    first.receives('', '');
    await pass(60_000);
    expect(seen.slice(0, 1)).toEqual(['error 2']);
    expect(ModelEventSource.all).toHaveLength(1);

    const other = new EventSource('/events');
    const otherSeen = listen(other);
    page.newest.opens();
    page.newest.breaks();
    page.newest.dies();
    await pass(60_000);
    expect(otherSeen).toEqual(['open 1', 'error 0', 'error 2']);
    expect(ModelEventSource.all).toHaveLength(2);
  });

  test('stays closed when the server refuses it after its revival', async () => {
    first.opens();
    first.dies();
    await pass(1000);
    page.newest.dies();
    await pass(60_000);
    expect(seen).toEqual(['open 1', 'error 0', 'error 2']);
    expect(ModelEventSource.all).toHaveLength(2);
  });

  test('comes back with the ID that is the newest, not the one of its revival', async () => {
    first.opens();
    first.receives('a', '1');
    first.dies();
    await pass(1000);
    const second = page.newest;
    second.opens();
    second.receives('b', '2');
    second.breaks();
    expect(second.readyState).toBe(2);
    await pass(1000);
    expect(page.newest.url).toBe('https://app.test/events?event-stream-last-event-id=2');
    expect(seen).toEqual([
      ...['open 1', 'message a (1) 1', 'error 0'],
      ...['open 1', 'message b (2) 1', 'error 0'],
    ]);
  });

  test('takes twice as long for each attempt in vain, but not for ever longer', async () => {
    first.opens();
    first.dies();
    const delays: number[] = [];
    for (let attempt = 1; attempt <= 8; attempt++) {
      const start = Date.now();
      const { length } = ModelEventSource.all;
      while (ModelEventSource.all.length === length) await pass(250);
      delays.push(Date.now() - start);
      page.newest.opens();
      page.newest.dies();
    }
    expect(delays).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
    await pass(30_000);
    page.newest.opens();
    page.newest.receives('a');
    page.newest.dies();
    const { length } = ModelEventSource.all;
    await pass(1000);
    expect(ModelEventSource.all).toHaveLength(length + 1);
  });

  test('is not slower to come back for having been open for long', async () => {
    first.opens();
    for (let time = 0; time < 3; time++) {
      page.newest.dies();
      await pass(1000);
      page.newest.opens();
      await pass(31_000);
    }
    expect(ModelEventSource.all).toHaveLength(4);
  });

  test('can be closed while it waits', async () => {
    first.opens();
    first.dies();
    source.close();
    expect(source.readyState).toBe(2);
    await pass(60_000);
    expect(seen).toEqual(['open 1', 'error 0']);
    expect(ModelEventSource.all).toHaveLength(1);
  });

  test('can be closed after its revival', async () => {
    first.opens();
    first.dies();
    await pass(1000);
    page.newest.opens();
    source.close();
    expect(source.readyState).toBe(2);
    expect(page.newest.readyState).toBe(2);
    page.newest.receives('too late');
    page.newest.dies();
    await pass(60_000);
    expect(seen).toEqual(['open 1', 'error 0', 'open 1']);
    expect(ModelEventSource.all).toHaveLength(2);
  });

  test('can be closed by a listener that is told of its death', async () => {
    source.addEventListener('error', () => {
      source.close();
    });
    first.opens();
    first.dies();
    await pass(60_000);
    expect(source.readyState).toBe(2);
    expect(ModelEventSource.all).toHaveLength(1);
  });

  test.each([
    ['none controls the page any more', { isControlled: false }],
    ['it was unregistered', { isRegistered: false }],
  ])('is left to the browser, and tells of a gap, where there is no worker: %s', async (_, now) => {
    first.opens();
    first.receives('a', '1');
    Object.assign(page, now);
    first.dies();
    await pass(1000);
    const { newest } = page;
    expect(newest.url).toBe('https://app.test/events');
    newest.opens();
    newest.receives('b', '2');
    newest.breaks();
    newest.opens();
    await pass(60_000);
    const gap = 'event-stream-gap {"reason":"not-resumed"} () 1';
    expect(seen).toEqual([
      ...['open 1', 'message a (1) 1', 'error 0'],
      ...['open 1', gap, 'message b (2) 1', 'error 0', 'open 1'],
    ]);
    expect(ModelEventSource.all).toHaveLength(2);
  });

  test('is not, where no worker has been: what closed it was the page', async () => {
    page.isControlled = false;
    first.opens();
    first.dies();
    await pass(60_000);
    expect(seen).toEqual(['open 1', 'error 2']);
    expect(ModelEventSource.all).toHaveLength(1);
  });

  test('is not misled by events that the page has made', async () => {
    first.opens();
    first.receives('a', '1');
    source.dispatchEvent(new MessageEvent('message', { data: 'made', lastEventId: '99' }));
    source.dispatchEvent(new Event('error'));
    expect(source.readyState).toBe(1);
    first.dies();
    await pass(1000);
    expect(page.newest.url).toContain('event-stream-last-event-id=1');
  });

  test('hands over events that are named open and error', async () => {
    first.opens();
    first.receives('a', '1', 'error');
    first.dies();
    await pass(1000);
    page.newest.opens();
    page.newest.receives('b', '2', 'error');
    page.newest.receives('c', '3', 'open');
    expect(seen).toEqual([
      ...['open 1', 'error a (1) 1', 'error 0'],
      ...['open 1', 'error b (2) 1', 'open c (3) 1'],
    ]);
  });
});
