import { expect, test } from '@jest/globals';
import { describeInBrowsers } from '../../kit/describeInBrowsers.js';
import { tellFlagStory } from '../../kit/tellFlagStory.js';
import type { FlagStory, FlagStoryOptions } from '../../kit/tellFlagStory.js';

type Client = FlagStoryOptions['client'];

/** The rule for each client. */
const rules = { growthbook: 'growthBook', launchdarkly: 'launchDarkly', split: 'split' } as const;

const changes = ['event 1', 'event 2', 'event 3', 'event 4'];

describeInBrowsers('three tabs with the same feature flags of a service', (kit) => {
  /** Without a worker, with one that the docs have, and with one that has nothing but the client's rule. */
  const tellAll = async (client: Client): Promise<FlagStory[]> => {
    return Promise.all([
      tellFlagStory(kit, { client, connections: 3 }),
      tellFlagStory(kit, { client, connections: 1, workerFor: () => ({ worker: 'clients' }) }),
      tellFlagStory(kit, {
        client,
        connections: 1,
        workerFor: (origin) => ({ worker: 'providers', providers: [[rules[client], origin]] }),
      }),
    ]);
  };

  const story = (
    connections: number,
    rest: Omit<FlagStory, 'connections' | 'connectionsAfterDrop'>,
  ) => ({
    ...rest,
    connections,
    connectionsAfterDrop: connections,
  });

  test('growthbook: one connection instead of three', async () => {
    const [native, shared, ruled] = await tellAll('growthbook');
    const early = ['event 0', 'open', 'event 1', 'event 2', 'open', 'event 3', 'event 4'];
    const lines = [
      early,
      early,
      ['event 1', ...early.filter((_, index) => index !== 0 && index !== 2)],
    ];
    expect(native).toEqual(story(3, { lines, methods: ['GET'], urls: 1 }));
    const methods = ['GET', 'OPTIONS'];
    for (const told of [shared, ruled]) expect(told).toEqual(story(1, { lines, methods, urls: 1 }));
  });

  test('launchdarkly: all tabs have all flags at once', async () => {
    const [native, shared, ruled] = await tellAll('launchdarkly');
    const early = ['stale', 'event 0', ...changes];
    const lines = [early, early, ['stale', ...changes]];
    const methods = ['GET'];
    expect(native).toEqual(story(3, { lines, methods, urls: 1 }));
    for (const told of [shared, ruled]) expect(told).toEqual(story(1, { lines, methods, urls: 1 }));
  });

  test('split: one connection instead of three, although every tab has another token', async () => {
    const [native, shared, ruled] = await tellAll('split');
    const lines = [['event 0', ...changes], ['event 0', ...changes], changes];
    const methods = ['GET'];
    expect(native).toEqual(story(3, { lines, methods, urls: 6 }));
    for (const told of [shared, ruled]) expect(told).toEqual(story(1, { lines, methods, urls: 2 }));
  });
});
