import { expect, test } from '@jest/globals';
import type { BrowserKit } from '../kit/describeInBrowsers.js';
import type { Stage } from '../kit/Stage.js';
import type { Tab } from '../kit/Tab.js';
import { IdentityServer } from './IdentityServer.js';
import { type Scene, type Situation, situations } from './situations.js';
import { usersIn } from './usersIn.js';

/** Four at a time: they share a browser, a login and the six connections to a host. */
const groups = Array.from({ length: Math.ceil(situations.length / 4) }, (_, index) => {
  const group = situations.slice(4 * index, 4 * index + 4);
  return [group.map(({ name }) => name).join('; '), group] as const;
});

/** Bert logs in at each moment of the life of Anna's stream. */
export const testSituations = (kit: BrowserKit): void => {
  const set = async (group: readonly Situation[]): Promise<[Stage, Tab, Scene[]]> => {
    const paths = group.map((_, index) => `/stream-${index}`);
    const streams = Object.fromEntries(
      paths.map(
        (path, index) => [path, { resetOn: ['/login'], ...group[index]?.options }] as const,
      ),
    );
    const stage = await kit.set({ worker: 'identity', streams });
    const site = new IdentityServer(stage.server);
    const tab = await stage.openTab();
    await tab.request('/login?user=anna', { method: 'POST' });
    const scenes = paths.map((path) => ({ stream: site.stream(path), path, tab }));
    return [stage, tab, scenes];
  };

  test.each(groups)(
    'nothing of Anna’s when he logs in while her stream %s',
    async (_names, group) => {
      const [stage, tab, scenes] = await set(group);
      const cast = group.map((situation, index) => [situation, scenes[index] as Scene] as const);
      for (const [{ come }, scene] of cast) await come(scene);
      const berts = await stage.openTab();
      const asked = new Map(scenes.map(({ stream }) => [stream, stream.asked.length]));

      await tab.request('/login?user=bert', { method: 'POST' });
      for (const [{ then }, scene] of cast) await then?.(scene);
      await Promise.all(
        scenes.map(async ({ path }) => {
          await berts.listen(path, { events: ['event-stream-gap'] });
          await berts.untilData(path, 'bert');
        }),
      );

      const seen: Record<string, unknown> = {};
      const expected: Record<string, unknown> = {};
      for (const [{ name, annas }, { path, stream }] of cast) {
        if (annas.includes('bert')) await tab.untilData(path, 'bert');
        seen[name] = {
          anna: usersIn(await tab.log(path)),
          bert: usersIn(await berts.log(path)),
          connected: stream.connected,
          askedFor: usersIn(stream.asked.slice(asked.get(stream)).join(' ')),
          foreignIds: stream.foreignIds,
        };
        expected[name] = {
          anna: annas,
          bert: ['bert'],
          connected: ['bert'],
          askedFor: ['bert'],
          foreignIds: [],
        };
      }
      expect(seen).toEqual(expected);
    },
  );
};
