import { expect, test } from '@jest/globals';
import { settle } from '../../../sse-multiplexer/src/testing/settle.js';
import { useFakeTime } from '../../../sse-multiplexer/src/testing/useFakeTime.js';
import { ModelSite } from '../testing/ModelSite.js';

useFakeTime();

const publish = async (site: ModelSite, count: number): Promise<void> => {
  for (let event = 0; event < count; event++) await site.publish(1);
};

test('a page that is hidden when it comes gets its events in batches', async () => {
  const site = await ModelSite.start();
  site.hiddenIds.add('hidden');
  const [hidden, visible] = [await site.open('hidden'), await site.open('visible')];
  await site.pass(100);
  await publish(site, 3);
  expect([hidden.log, visible.log]).toEqual([['1'], ['1', '2', '3']]);
  await site.pass(100);
  expect(hidden.log).toEqual(visible.log);
});

test('while events flow, a page is seen within a second to have been hidden, and to be looked at', async () => {
  const site = await ModelSite.start();
  const page = await site.open('page');
  await site.pass(1000);
  site.hiddenIds.add('page');
  await publish(site, 1);
  await site.pass(1000);
  await publish(site, 3);
  expect(page.log).toEqual(['1', '2']);
  await site.pass(100);
  expect(page.log).toHaveLength(4);

  site.hiddenIds.delete('page');
  await site.pass(900);
  await publish(site, 3);
  expect(page.log).toHaveLength(7);
});

test('a page that says that it is looked at gets at once what was held back', async () => {
  const site = await ModelSite.start();
  const page = await site.open('page');
  site.say('page', { type: 'EVENT_STREAMS_HIDDEN' });
  await publish(site, 3);
  expect(page.log).toEqual(['1']);
  expect(site.streams.inspect().streams[0]?.subscribers).toMatchObject([{ isHidden: true }]);
  site.say('page', { type: 'EVENT_STREAMS_VISIBLE' });
  await settle();
  expect(page.log).toEqual(['1', '2', '3']);
});
