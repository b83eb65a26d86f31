import { describe, expect, test } from '@jest/globals';
import { useFakeTime } from '../../sse-multiplexer/src/testing/useFakeTime.js';
import { ListeningPage } from './testing/ListeningPage.js';
import { ModelEventSource } from './testing/ModelEventSource.js';
import { reviveEventSources } from './reviveEventSources.js';

useFakeTime();
reviveEventSources();

describe('an EventSource that is revived', () => {
  test('goes on after the last event ID when its worker dies', async () => {
    const page = new ListeningPage();
    page.first.opens();
    page.first.receives('a', '1');
    page.first.receives('b', '2', 'tick');
    page.first.dies();
    await page.pass(1000);
    const { newest } = page;
    expect(newest.url).toBe('https://app.test/events?event-stream-last-event-id=2');
    expect(newest.withCredentials).toBe(true);
    newest.opens();
    newest.receives('still 2');
    newest.receives('c', '3', 'tick');
    newest.receives('d', '3');
    expect(page.seen).toEqual([
      ...['open 1', 'message a (1) 1', 'tick b (2) 1', 'error 0'],
      ...['open 1', 'message still 2 (2) 1', 'tick c (3) 1', 'message d (3) 1'],
    ]);
    expect(page.source.url).toBe('https://app.test/events');
  });

  test('is connecting, to every listener, the first one and the capturing one included', () => {
    const page = new ListeningPage();
    const states: number[] = [];
    const earlier = new EventSource('/events');
    earlier.addEventListener('error', () => states.push(earlier.readyState), true);
    earlier.addEventListener('error', () => states.push(earlier.readyState));
    page.newest.opens();
    page.newest.dies();
    expect(states).toEqual([0, 0]);
  });

  test('has no ID any more when the server takes it back', async () => {
    const page = new ListeningPage();
    page.first.opens();
    page.first.receives('a', '1');
    page.first.dies();
    await page.pass(1000);
    page.newest.opens();
    page.newest.receives('b', '2');
    page.newest.receives('c', '');
    expect(page.seen.at(-1)).toBe('message c () 1');
    page.newest.dies();
    await page.pass(1000);
    expect(page.newest.url).toBe('https://app.test/events?event-stream-last-event-id=');
  });

  test('knows the ID of an event of whose type it has not heard before', async () => {
    const page = new ListeningPage();
    page.first.opens();
    page.first.dies();
    await page.pass(1000);
    page.newest.opens();
    const late: unknown[] = [];
    page.source.addEventListener('late', ({ data }: MessageEvent<string>) => late.push(data));
    page.newest.receives('x', '9', 'late');
    page.newest.dies();
    await page.pass(1000);
    expect(late).toEqual(['x']);
    expect(page.newest.url).toContain('event-stream-last-event-id=9');
  });

  test('comes back with the ID that is the newest, not the one of its revival', async () => {
    const page = new ListeningPage();
    page.first.opens();
    page.first.receives('a', '1');
    page.first.dies();
    await page.pass(1000);
    const second = page.newest;
    second.opens();
    second.receives('b', '2');
    second.breaks();
    expect(second.readyState).toBe(2);
    await page.pass(1000);
    expect(page.newest.url).toBe('https://app.test/events?event-stream-last-event-id=2');
    expect(page.seen).toEqual([
      ...['open 1', 'message a (1) 1', 'error 0'],
      ...['open 1', 'message b (2) 1', 'error 0'],
    ]);
  });

  test('takes twice as long for each attempt in vain, but not for ever longer', async () => {
    const page = new ListeningPage();
    page.first.opens();
    page.first.dies();
    const delays: number[] = [];
    for (let attempt = 1; attempt <= 8; attempt++) {
      const start = Date.now();
      const { length } = ModelEventSource.all;
      while (ModelEventSource.all.length === length) await page.pass(250);
      delays.push(Date.now() - start);
      page.newest.opens();
      page.newest.dies();
    }
    expect(delays).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
    await page.pass(30_000);
    page.newest.opens();
    page.newest.receives('a');
    page.newest.dies();
    const { length } = ModelEventSource.all;
    await page.pass(1000);
    expect(ModelEventSource.all).toHaveLength(length + 1);
  });

  test('is not slower to come back for having been open for long', async () => {
    const page = new ListeningPage();
    page.first.opens();
    for (let time = 0; time < 3; time++) {
      page.newest.dies();
      await page.pass(1000);
      page.newest.opens();
      await page.pass(31_000);
    }
    expect(ModelEventSource.all).toHaveLength(4);
  });

  test.each([
    ['none controls the page any more', { isControlled: false }],
    ['it was unregistered', { isRegistered: false }],
  ])('is left to the browser, and tells of a gap, where there is no worker: %s', async (_, now) => {
    const page = new ListeningPage();
    page.first.opens();
    page.first.receives('a', '1');
    Object.assign(page, now);
    page.first.dies();
    await page.pass(1000);
    const { newest } = page;
    expect(newest.url).toBe('https://app.test/events');
    newest.opens();
    newest.receives('b', '2');
    newest.breaks();
    newest.opens();
    await page.pass(60_000);
    const gap = 'event-stream-gap {"reason":"not-resumed"} () 1';
    expect(page.seen).toEqual([
      ...['open 1', 'message a (1) 1', 'error 0'],
      ...['open 1', gap, 'message b (2) 1', 'error 0', 'open 1'],
    ]);
    expect(ModelEventSource.all).toHaveLength(2);
  });

  test('is not, where no worker has been: what closed it was the page', async () => {
    const page = new ListeningPage();
    page.isControlled = false;
    page.first.opens();
    page.first.dies();
    await page.pass(60_000);
    expect(page.seen).toEqual(['open 1', 'error 2']);
    expect(ModelEventSource.all).toHaveLength(1);
  });

  test('is not misled by events that the page has made', async () => {
    const page = new ListeningPage();
    page.first.opens();
    page.first.receives('a', '1');
    page.source.dispatchEvent(new MessageEvent('message', { data: 'made', lastEventId: '99' }));
    page.source.dispatchEvent(new Event('error'));
    expect(page.source.readyState).toBe(1);
    page.first.dies();
    await page.pass(1000);
    expect(page.newest.url).toContain('event-stream-last-event-id=1');
  });

  test('hands over events that are named open and error', async () => {
    const page = new ListeningPage();
    page.first.opens();
    page.first.receives('a', '1', 'error');
    page.first.dies();
    await page.pass(1000);
    page.newest.opens();
    page.newest.receives('b', '2', 'error');
    page.newest.receives('c', '3', 'open');
    expect(page.seen).toEqual([
      ...['open 1', 'error a (1) 1', 'error 0'],
      ...['open 1', 'error b (2) 1', 'open c (3) 1'],
    ]);
  });
});
