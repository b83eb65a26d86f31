import { expect } from '@jest/globals';
import type { IdentityOptions } from '../kit/Site.js';
import type { Tab } from '../kit/Tab.js';
import type { IdentityStream } from './IdentityStream.js';
import { usersIn } from './usersIn.js';

/** A stream of Anna's, in a browser in which Bert is going to log in. */
export interface Scene {
  readonly stream: IdentityStream;
  readonly path: string;
  /** Anna's tab. */
  readonly tab: Tab;
}

/** Where the stream stands when the user changes. */
export interface Situation {
  readonly name: string;
  readonly options?: IdentityOptions;
  /** Brings Anna's stream there. */
  readonly come: (scene: Scene) => Promise<void>;
  /** What happens while Bert's login is under way. */
  readonly meanwhile?: (scene: Scene) => void;
  /** What happens when Bert has logged in, before his tab asks for the stream. */
  readonly then?: (scene: Scene) => Promise<void> | void;
  /** What Anna's tab is shown from beginning to end. */
  readonly annas: readonly string[];
}

const eventStream = { accept: 'text/event-stream' };

const listen = async ({ tab, path }: Scene): Promise<void> => {
  await tab.listen(path, { events: ['event-stream-gap'] });
  await tab.untilData(path, 'anna');
};

const both = ['anna', 'bert'];

/** Each moment at which a user may change. */
export const situations: readonly Situation[] = [
  { name: 'is open', come: listen, annas: both },
  { name: 'is kept for replay', options: { join: 'replay' }, come: listen, annas: both },
  {
    name: 'has snapshots',
    options: { join: { snapshot: 'message' } },
    come: listen,
    annas: both,
  },
  { name: 'is joined separately', options: { join: 'native' }, come: listen, annas: both },
  {
    name: 'is reopened by the worker',
    options: { reconnect: 'worker' },
    come: listen,
    annas: both,
  },
  {
    name: 'lingers',
    options: { linger: 60_000 },
    come: async (scene) => {
      await listen(scene);
      await scene.tab.stop(scene.path);
    },
    annas: ['anna'],
  },
  {
    name: 'lingers, and is kept for replay',
    options: { linger: 60_000, join: 'replay' },
    come: async (scene) => {
      await listen(scene);
      await scene.tab.stop(scene.path);
    },
    annas: ['anna'],
  },
  {
    name: 'has been asked for, and is answered when it is too late',
    come: async ({ stream, tab, path }) => {
      stream.holds = true;
      await tab.listen(path);
      await stream.until('Anna asks', ({ connected }) => connected.length === 1);
    },
    then: async ({ stream, tab, path }) => {
      // It would come back after the browser's own reconnection time, in seconds.
      await tab.stop(path);
      stream.release();
    },
    annas: [],
  },
  {
    name: 'has ended, and its page is on its way back',
    options: { join: 'replay' },
    come: async (scene) => {
      scene.stream.retry = 700;
      await listen(scene);
      scene.stream.end();
      await scene.tab.until(scene.path, 'error', 1);
    },
    annas: both,
  },
  {
    name: 'has ended, and the worker waits to reopen it',
    options: { reconnect: 'worker' },
    come: async (scene) => {
      await listen(scene);
      scene.stream.status = 503;
      scene.stream.end();
      await scene.stream.until('the worker has tried', ({ asked }) => asked.length === 2);
    },
    // Nobody asks before he is logged in.
    meanwhile: ({ stream }) => {
      stream.status = 200;
    },
    annas: both,
  },
  {
    name: 'has ended, and the worker is reopening it',
    options: { reconnect: 'worker' },
    come: async (scene) => {
      await listen(scene);
      scene.stream.holds = true;
      scene.stream.end();
      await scene.stream.until('the worker asks', ({ asked }) => asked.length === 2);
    },
    then: ({ stream }) => {
      stream.release();
    },
    annas: both,
  },
  {
    name: 'has a page on a detour',
    come: async (scene) => {
      scene.stream.hasIds = false;
      await listen(scene);
      await scene.tab.read(scene.path, { ...eventStream, 'last-event-id': 'elsewhere' });
      await scene.tab.untilRead(scene.path, 'anna');
      await scene.stream.until('two connections', ({ connected }) => connected.length === 2);
    },
    then: async ({ tab, path }) => {
      expect(usersIn(await tab.untilReadToEnd(path))).toEqual(['anna']);
    },
    annas: both,
  },
  {
    name: 'has a page whose detour is not answered yet',
    come: async (scene) => {
      await listen(scene);
      scene.stream.holds = true;
      await scene.tab.read(scene.path, { ...eventStream, 'last-event-id': 'elsewhere' });
      await scene.stream.until('two connections', ({ connected }) => connected.length === 2);
    },
    then: async ({ stream, tab, path }) => {
      stream.release();
      expect(await tab.untilReadToEnd(path)).toBe('');
    },
    annas: both,
  },
  {
    name: 'is read by a client that is built on fetch',
    come: async (scene) => {
      await listen(scene);
      await scene.tab.read(scene.path, eventStream);
      await scene.tab.untilRead(scene.path, ': anna');
    },
    then: async ({ tab, path }) => {
      const read = await tab.untilReadToEnd(path);
      expect(usersIn(read)).toEqual(['anna']);
    },
    annas: both,
  },
];
