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
  const set = async (
    group: readonly Pick<Situation, 'options'>[],
  ): Promise<[Stage, IdentityServer, Tab, Scene[]]> => {
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
    return [stage, site, tab, scenes];
  };

  test.each(groups)(
    'nothing of Anna’s when he logs in while her stream %s',
    async (_names, group) => {
      const [stage, site, tab, scenes] = await set(group);
      const cast = group.map((situation, index) => [situation, scenes[index] as Scene] as const);
      for (const [{ come }, scene] of cast) await come(scene);
      const berts = await stage.openTab();
      site.holdsLogins = true;
      const login = tab.request('/login?user=bert', { method: 'POST' });
      await site.untilHeld(1);
      // Until the worker has seen the login, a stream that comes back is Anna's, and rightly so.
      await tab.observeWorker('/');
      const asked = new Map(scenes.map(({ stream }) => [stream, stream.asked.length]));
      for (const [{ meanwhile }, scene] of cast) meanwhile?.(scene);
      site.answerLogin();
      await login;
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
        await stream.untilOnly('bert');
        seen[name] = {
          anna: usersIn(await tab.log(path)),
          bert: usersIn(await berts.log(path)),
          askedFor: usersIn(stream.asked.slice(asked.get(stream)).join(' ')),
          foreignIds: stream.foreignIds,
        };
        expected[name] = {
          anna: annas,
          bert: ['bert'],
          askedFor: ['bert'],
          foreignIds: [],
        };
      }
      expect(seen).toEqual(expected);
    },
  );

  test('nothing while he logs in: a worker that reopens a stream waits for it, like a page', async () => {
    const reconnect = 'worker';
    const [, site, tab, scenes] = await set([
      { options: { reconnect } },
      { options: { reconnect, resetOn: [] } },
    ]);
    const [scene, control] = scenes as [Scene, Scene];
    for (const { stream, path } of scenes) {
      await tab.listen(path, { events: ['event-stream-gap'] });
      await tab.untilData(path, 'anna');
      stream.status = 503;
      stream.end();
    }
    site.holdsLogins = true;
    const login = tab.request('/login?user=bert', { method: 'POST' });
    await site.untilHeld(1);
    // One without a session goes on asking. What was on its way has come before its second attempt.
    const attempts = async (count: number): Promise<void> => {
      const until = control.stream.asked.length + count;
      await control.stream.until('attempts', ({ asked }) => asked.length >= until);
    };
    await attempts(2);
    const before = scene.stream.asked.length;
    await attempts(3);
    expect(scene.stream.asked).toHaveLength(before);
    scene.stream.status = 200;
    site.answerLogin();
    await login;
    await tab.untilData(scene.path, 'bert');
    expect(usersIn(await tab.log(scene.path))).toEqual(['anna', 'bert']);
    expect(usersIn(scene.stream.asked.join(' '))).toEqual(['anna', 'bert']);
    expect(scene.stream.foreignIds).toEqual([]);
  });
};
