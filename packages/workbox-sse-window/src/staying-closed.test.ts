import { describe, expect, test } from '@jest/globals';
import { useFakeTime } from '../../sse-multiplexer/src/testing/useFakeTime.js';
import { ListeningPage } from './testing/ListeningPage.js';
import { listen } from './testing/listen.js';
import { ModelEventSource } from './testing/ModelEventSource.js';
import { reviveEventSources } from './reviveEventSources.js';

useFakeTime();
reviveEventSources();

describe('an EventSource that is revived', () => {
  test('stays closed when the server refuses it, at once or when it comes back', async () => {
    const page = new ListeningPage();
    page.first.dies();
    page.first.receives('', '');
    await page.pass(60_000);
    expect(page.seen.slice(0, 1)).toEqual(['error 2']);
    expect(ModelEventSource.all).toHaveLength(1);

    const other = new EventSource('/events');
    const otherSeen = listen(other);
    page.newest.opens();
    page.newest.breaks();
    page.newest.dies();
    await page.pass(60_000);
    expect(otherSeen).toEqual(['open 1', 'error 0', 'error 2']);
    expect(ModelEventSource.all).toHaveLength(2);
  });

  test('stays closed when the server refuses it after its revival', async () => {
    const page = new ListeningPage();
    page.first.opens();
    page.first.dies();
    await page.pass(1000);
    page.newest.dies();
    await page.pass(60_000);
    expect(page.seen).toEqual(['open 1', 'error 0', 'error 2']);
    expect(ModelEventSource.all).toHaveLength(2);
  });

  test('can be closed while it waits', async () => {
    const page = new ListeningPage();
    page.first.opens();
    page.first.dies();
    page.source.close();
    expect(page.source.readyState).toBe(2);
    await page.pass(60_000);
    expect(page.seen).toEqual(['open 1', 'error 0']);
    expect(ModelEventSource.all).toHaveLength(1);
  });

  test('can be closed after its revival', async () => {
    const page = new ListeningPage();
    page.first.opens();
    page.first.dies();
    await page.pass(1000);
    page.newest.opens();
    page.source.close();
    expect(page.source.readyState).toBe(2);
    expect(page.newest.readyState).toBe(2);
    page.newest.receives('too late');
    page.newest.dies();
    await page.pass(60_000);
    expect(page.seen).toEqual(['open 1', 'error 0', 'open 1']);
    expect(ModelEventSource.all).toHaveLength(2);
  });

  test('an error listener can close it when the worker dies', async () => {
    const page = new ListeningPage();
    page.source.addEventListener('error', () => {
      page.source.close();
    });
    page.first.opens();
    page.first.dies();
    await page.pass(60_000);
    expect(page.source.readyState).toBe(2);
    expect(ModelEventSource.all).toHaveLength(1);
  });
});
