import { expect, test } from '@jest/globals';
import { eventStreams, type EventStreamFixture } from '../../fixtures/streams/index.js';
import { describeInBrowsers } from '../kit/describeInBrowsers.js';
import '../kit/neverRetried.js';
import type { LogEntry } from '../kit/page/LogEntry.js';
import type { Stage } from '../kit/Stage.js';
import type { Tab } from '../kit/Tab.js';

const END = 'the end of the fixture';

/** Twelve of all kinds of streams: what a page does is told apart here, not what a server sends. */
const step = Math.floor(eventStreams.length / 12);
const fixtures = eventStreams.filter((_, index) => index % step === 0).slice(0, 12);

/** Two at a time: natively a page has six connections. */
const pairs = Array.from({ length: fixtures.length / 2 }, (_, index) =>
  fixtures.slice(2 * index, 2 * index + 2),
);

interface Scene {
  readonly stage: Stage;
  readonly tab: Tab;
  readonly path: string;
  readonly events: readonly string[];
}

const listen = async ({ tab, path, events }: Scene, name = path): Promise<void> => {
  await tab.listen(path, { name, events });
};

/** What an EventSource has been told when its stream has come to its end; it is closed then. */
const wholeLog = async ({ tab, path }: Scene, name = path): Promise<readonly LogEntry[]> => {
  await tab.untilData(name, END);
  const log = await tab.log(name);
  await tab.stop(name);
  return log;
};

/** What pages do with EventSources, and what these are told. */
const lives: Readonly<Record<string, (scenes: readonly Scene[]) => Promise<unknown>>> = {
  reloads: async (scenes) => {
    const [first] = scenes;
    await Promise.all(scenes.map((scene) => listen(scene)));
    const before = await Promise.all(scenes.map((scene) => wholeLog(scene)));
    await Promise.all(scenes.map((scene) => listen(scene, 'again')));
    await first?.tab.reload();
    await Promise.all(scenes.map((scene) => listen(scene)));
    return [before, await Promise.all(scenes.map((scene) => wholeLog(scene)))];
  },
  'closes one, and opens another': (scenes) =>
    Promise.all(
      scenes.map(async (scene) => {
        await listen(scene, `${scene.path} first`);
        await scene.tab.until(`${scene.path} first`, 'open', 1);
        await scene.tab.stop(`${scene.path} first`);
        await listen(scene);
        return wholeLog(scene);
      }),
    ),
  'opens two on the same URL': (scenes) =>
    Promise.all(
      scenes.map(async (scene) => {
        const names = [`${scene.path} one`, `${scene.path} other`];
        for (const name of names) await listen(scene, name);
        const logs = [];
        for (const name of names) logs.push(await wholeLog(scene, name));
        return logs;
      }),
    ),
  'is looked at, and is not': async (scenes) => {
    const [first] = scenes;
    const other = await first?.stage.openTab();
    await Promise.all(scenes.map((scene) => listen(scene)));
    await first?.tab.page.bringToFront();
    const logs = await Promise.all(scenes.map((scene) => wholeLog(scene)));
    await other?.page.bringToFront();
    await Promise.all(scenes.map((scene) => listen(scene)));
    const hidden = await Promise.all(scenes.map((scene) => wholeLog(scene)));
    await other?.close();
    return [logs, hidden];
  },
};

describeInBrowsers('what a page sees of an event stream when it', (kit) => {
  /** Every connection that asks for no ID is sent the fixture, and its end, and stays open. */
  const serve = ({ server }: Stage, path: string, { chunks }: EventStreamFixture): void => {
    server.route(path, (exchange) => {
      void (async () => {
        exchange.open();
        for (const chunk of chunks) await exchange.write(chunk);
        await exchange.write(`\n\ndata: ${END}\n\n`);
      })();
    });
  };

  const play = async (worker: 'multiplex' | undefined, life: string): Promise<unknown[]> => {
    const stage = await kit.set(worker && { worker });
    const tab = await stage.openControlledTab();
    const told: unknown[] = [];
    for (const [index, pair] of pairs.entries()) {
      const scenes = pair.map((fixture, place) => {
        const path = `/streams/${index}/${place}`;
        serve(stage, path, fixture);
        return { stage, tab, path, events: fixture.events ?? [] };
      });
      told.push(await lives[life]?.(scenes));
    }
    return JSON.parse(JSON.stringify(told).replaceAll(stage.server.origin, 'origin')) as unknown[];
  };

  test.each(Object.keys(lives))('%s is what it sees without a worker', async (life) => {
    // One after the other: which tab is in front is the browser's, not the world's.
    const native = await play(undefined, life);
    const shared = await play('multiplex', life);
    const names = pairs.map((pair) => pair.map(({ name }) => name).join(' and '));
    const byName = (all: readonly unknown[]): Map<string | undefined, unknown> =>
      new Map(all.map((told, index) => [names[index], told]));
    expect(byName(shared)).toEqual(byName(native));
    expect(JSON.stringify(native)).toContain(END);
  });
});
