import { describe, expect, jest, test } from '@jest/globals';
import { useFakeTime } from '../../../sse-multiplexer/src/testing/useFakeTime.js';
import { ModelSite } from '../testing/ModelSite.js';
import { otherVersion } from '../testing/otherVersion.js';
import { reconnections } from '../testing/reconnections.js';

useFakeTime();

const second = 1000;
const minute = 60_000;

describe('a version that wants to come and cannot', () => {
  test('is tried for within two seconds of the end of the last other request, until it is active', async () => {
    const site = await ModelSite.start();
    const page = await site.open('a');
    const [one, other] = [site.request(), site.request()];
    const next = site.registration.findUpdate();
    await site.hear(otherVersion.here);
    await site.hear(otherVersion.skipWaiting);
    next.become('installed');
    expect(await reconnections(site, page, 8 * second)).toBe(1);
    await one();
    expect(await reconnections(site, page, second)).toBe(0);
    await other();
    await site.pass(0);
    expect(page.readyState).toBe('connecting');

    // It may be held up by something else; it is tried again.
    expect(await reconnections(site, page, 6 * second)).toBeGreaterThanOrEqual(3);
    next.become('activating');
    await site.pass(2 * second);
    await site.open(page);
    expect(await reconnections(site, page, 10 * minute)).toBe(0);
    expect(jest.getTimerCount()).toBeLessThanOrEqual(1);
  });

  test('is tried for while a request takes longer than ten seconds', async () => {
    const site = await ModelSite.start();
    const page = await site.open('a');
    site.request();
    const next = site.registration.findUpdate();
    await site.hear(otherVersion.skipWaiting);
    next.become('installed');
    const count = await reconnections(site, page, minute);
    expect(count).toBeGreaterThanOrEqual(4);
    expect(count).toBeLessThanOrEqual(7);
  });

  test('is tried for without a word of it, if a request holds it up when it is installed', async () => {
    const site = await ModelSite.start();
    const page = await site.open('a');
    const answered = site.request();
    site.registration.findUpdate().become('installed');
    expect(await reconnections(site, page, 5 * second)).toBe(1);
    await answered();
    await site.pass(0);
    expect(page.readyState).toBe('connecting');
  });

  test('is tried for though its worker is ended meanwhile, and started again', async () => {
    const site = await ModelSite.start();
    const page = await site.open('a');
    site.registration.findUpdate().become('installed');
    await site.hear(otherVersion.skipWaiting);
    await site.hear({ from: 'its next run', type: 'here' });
    expect(await reconnections(site, page, 6 * second)).toBeGreaterThanOrEqual(3);
  });

  test('is not taken for one that comes later, and is content to wait', async () => {
    const site = await ModelSite.start();
    const page = await site.open('a');
    const first = site.registration.findUpdate();
    await site.hear(otherVersion.here);
    first.become('installed');
    await site.hear({ from: 'its next run', type: 'skip-waiting' });
    await site.pass(2 * second);
    first.become('redundant');
    await site.hear({ from: 'a later version', type: 'here' });
    site.registration.findUpdate().become('installed');
    await reconnections(site, page, second);
    expect(await reconnections(site, page, 10 * minute)).toBeLessThanOrEqual(10);
  });

  test('is tried for no more when it is gone', async () => {
    const site = await ModelSite.start();
    const page = await site.open('a');
    const next = site.registration.findUpdate();
    await site.hear(otherVersion.skipWaiting);
    next.become('installed');
    await reconnections(site, page, 3 * second);
    next.become('redundant');
    await reconnections(site, page, 2 * second);
    expect(await reconnections(site, page, 10 * minute)).toBe(0);
  });

  test('is not silenced by what an earlier one has announced, nor wanted for it', async () => {
    const site = await ModelSite.start();
    const page = await site.open('a');
    await site.hear(otherVersion.here);
    const first = site.registration.findUpdate();
    first.become('installed');
    await site.hear(otherVersion.skipWaiting);
    first.become('redundant');
    // The version before it is rolled out anew, and says nothing.
    await site.pass(250);
    const rollback = site.registration.findUpdate();
    rollback.become('installed');
    await site.pass(250);
    await site.open(page);
    expect(await reconnections(site, page, 59 * second)).toBe(0);
    expect(await reconnections(site, page, 2 * second)).toBe(1);
  });

  test.each(['before', 'after'])(
    'is known by its own word, whether that comes %s its registration',
    async (when) => {
      const site = await ModelSite.start();
      const page = await site.open('a');
      await site.hear(otherVersion.here);
      site.registration.findUpdate().become('installed');
      await site.pass(250);
      const later = { from: 'a later version', type: 'skip-waiting' };
      if (when === 'before') await site.hear(later);
      const second = site.registration.findUpdate();
      if (when === 'after') await site.hear(later);
      second.become('installed');
      expect(await reconnections(site, page, 6000)).toBeGreaterThanOrEqual(3);
    },
  );
});
