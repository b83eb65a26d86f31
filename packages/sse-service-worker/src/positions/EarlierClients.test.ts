import { describe, expect, test } from '@jest/globals';
import { ModelPage } from '../../../sse-multiplexer/src/testing/ModelPage.js';
import { useFakeTime } from '../../../sse-multiplexer/src/testing/useFakeTime.js';
import { ModelSite } from '../testing/ModelSite.js';

useFakeTime();

const second = 1000;
const gap = '{"reason":"position-unknown"}';

/** A page that was there before any worker, and is controlled from `activate` on. */
async function earlyPage(userAgent?: string): Promise<ModelSite> {
  const site = await ModelSite.start(userAgent);
  site.clientIds.add('early');
  await site.dispatch('install');
  await site.dispatch('activate');
  return site;
}

describe('an EventSource that may be older than the worker', () => {
  test('is told of a gap where the browser hides its last event ID, once', async () => {
    const site = await earlyPage();
    const [early, late] = [await site.open('early'), await site.open('late')];
    await site.publish(1);
    expect([early.log, late.log]).toEqual([[gap, '1'], ['1']]);
    await site.drop();
    await site.open(early);
    await site.publish(1);
    expect(early.log).toEqual([gap, '1', '2']);
  });

  test('is believed where the browser shows it', async () => {
    const site = await earlyPage('Firefox/153');
    const early = await site.open('early');
    await site.publish(1);
    expect(early.log).toEqual(['1']);
  });

  test('is known before the event `activate`, for which Chromium does not wait', async () => {
    const site = await ModelSite.start();
    await site.dispatch('install');
    const early = await site.open('early');
    await site.dispatch('activate');
    await site.publish(1);
    expect(early.log).toEqual([gap, '1']);
  });

  test('is known to the next run of the worker', async () => {
    const site = await earlyPage();
    await site.pass(second);
    await site.restart();
    const [early, late] = [await site.open('early'), await site.open('late')];
    await site.publish(1);
    expect([early.log, late.log]).toEqual([[gap, '1'], ['1']]);
  });

  test('is forgotten with its client', async () => {
    const site = await earlyPage();
    await site.pass(second);
    expect(await site.stored()).toMatchObject([{ clientId: 'early', isEarlier: true }]);
    site.clientIds.delete('early');
    await site.open('other');
    for (let minutes = 0; minutes < 17; minutes++) {
      await site.publish(1);
      await site.pass(60 * second);
    }
    expect(await site.stored()).toMatchObject([{ clientId: 'other' }]);
  });
});

describe('an EventSource of a page that an earlier version of the worker has served', () => {
  async function update(isActivated: boolean): Promise<ModelSite> {
    const site = await ModelSite.start();
    await site.dispatch('install');
    await site.dispatch('activate');
    await site.open('page');
    await site.pass(second);
    await site.restart(undefined, {});
    await site.dispatch('install');
    if (isActivated) await site.dispatch('activate');
    return site;
  }

  test.each([
    ['before `activate`', false],
    ['after it', true],
  ])('and that is new is told of no gap: %s', async (_, isActivated) => {
    const site = await update(isActivated);
    const page = await site.open('page');
    await site.publish(1);
    expect(page.log).toEqual(['1']);
  });

  test('is told of one if that version did not control it', async () => {
    const site = await ModelSite.start();
    await site.dispatch('install');
    await site.dispatch('activate');
    await site.open('page');
    await site.pass(second);
    site.clientIds.add('never controlled');
    site.uncontrolledIds.add('never controlled');
    await site.restart(undefined, {});
    await site.dispatch('install');
    await site.dispatch('activate');
    const [page, other] = [await site.open('page'), await site.open('never controlled')];
    await site.publish(1);
    expect([page.log, other.log]).toEqual([['1'], [gap, '1']]);
  });
});

test('a page that has met a hand-over has had no events from elsewhere, and is told of none', async () => {
  const site = await ModelSite.start();
  site.registration.findUpdate().become('installed');
  const page = await site.open(new ModelPage('a'));
  await site.pass(250);
  await site.open(page);
  await site.publish(1);
  expect(page.log).toEqual(['1']);
});
