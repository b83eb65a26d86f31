import { describe, expect, test } from '@jest/globals';
import { useFakeTime } from '../../../sse-multiplexer/src/testing/useFakeTime.js';
import { ModelSite } from '../testing/ModelSite.js';

useFakeTime();

const gap = '{"reason":"position-unknown"}';

describe('an EventSource that may be older than the worker', () => {
  test('is told of a gap where the browser hides its last event ID', async () => {
    const site = await ModelSite.start();
    site.clientIds.add('early');
    await site.dispatch('activate');
    const [early, late] = [await site.open('early'), await site.open('late')];
    await site.publish(1);
    expect([early.log, late.log]).toEqual([[gap, '1'], ['1']]);
  });

  test('is believed where the browser shows it', async () => {
    const site = await ModelSite.start('Firefox/153');
    site.clientIds.add('early');
    await site.dispatch('activate');
    const early = await site.open('early');
    await site.publish(1);
    expect(early.log).toEqual(['1']);
  });

  test('one that has met a hand-over has had no events from elsewhere, and is told of none', async () => {
    const site = await ModelSite.start();
    site.findUpdate().become('installed');
    const page = await site.open('a');
    await site.pass(250);
    await site.open(page);
    await site.publish(1);
    expect(page.log).toEqual(['1']);
  });
});
