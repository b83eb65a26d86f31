import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { ModelPage } from '../../../sse-multiplexer/src/testing/ModelPage.js';
import { useFakeTime } from '../../../sse-multiplexer/src/testing/useFakeTime.js';
import { ModelSite } from '../testing/ModelSite.js';

useFakeTime();

let warn: jest.Spied<typeof console.warn>;
beforeEach(() => {
  warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
});
afterEach(() => {
  expect(warn.mock.calls).toEqual([[expect.stringContaining('could not be reached')]]);
  warn.mockRestore();
});

const firefox = 'Firefox/153';

/** A page in Firefox has lost its server, and comes back while there is none. */
async function comingBack(): Promise<{ site: ModelSite; opening: Promise<ModelPage> }> {
  const site = await ModelSite.start(firefox);
  const page = await site.open(new ModelPage('a', true));
  await site.publish(1);
  site.server.refusal = () => new TypeError('no server');
  await site.drop();
  const opening = site.open(page);
  await jest.advanceTimersByTimeAsync(100);
  expect(site.server.connections).toHaveLength(2);
  return { site, opening };
}

test('the worker asks again for a page that waits, and answers when the server is back', async () => {
  const { site, opening } = await comingBack();
  site.server.refusal = undefined;
  await jest.advanceTimersByTimeAsync(10_000);
  const page = await opening;
  await site.publish(1);
  expect(page.log).toEqual(['1', '2']);
  expect(site.server.connections).toHaveLength(3);
});

test('the worker does not ask for a page that is gone meanwhile', async () => {
  const { site, opening } = await comingBack();
  site.clientIds.delete('a');
  await jest.advanceTimersByTimeAsync(20_000);
  await opening;
  expect(site.server.connections).toHaveLength(2);
});
