import { afterEach, expect, jest, test } from '@jest/globals';
import type * as Package from './index.js';

afterEach(() => {
  Reflect.deleteProperty(globalThis, 'EventSource');
});

/** The package, and the browser that it finds itself in. */
const load = async (browser: 'ModelEventSource' | 'none'): Promise<typeof Package> => {
  let loaded: typeof Package | undefined;
  await jest.isolateModulesAsync(async () => {
    if (browser !== 'none') await import('./testing/ModelEventSource.js');
    loaded = await import('./index.js');
  });
  if (!loaded) throw new Error('Not loaded');
  return loaded;
};

test('can be loaded and called where there is no EventSource', async () => {
  const { reviveEventSources, RevivingEventSource } = await load('none');
  reviveEventSources();
  expect('EventSource' in globalThis).toBe(false);
  expect(() => new RevivingEventSource('/events')).toThrow('EventSource is not defined');
});

test('replaces EventSource once, by one that cannot be told from it', async () => {
  const { reviveEventSources } = await load('ModelEventSource');
  const native = EventSource;
  const earlier = new EventSource('/events');
  reviveEventSources();
  const replaced = EventSource;
  reviveEventSources({ reconnectionTime: 5 });
  expect(EventSource).toBe(replaced);
  expect(replaced).not.toBe(native);
  expect(replaced.prototype).toBe(native.prototype);
  expect(replaced.prototype.constructor).toBe(replaced);
  expect(earlier).toBeInstanceOf(EventSource);
  expect(earlier.readyState).toBe(0);
});

test('leaves EventSource alone for those who use the class', async () => {
  const { RevivingEventSource } = await load('ModelEventSource');
  const native = EventSource;
  const { prototype } = native;
  const members = Object.getOwnPropertyDescriptors(prototype);
  expect(new RevivingEventSource('/events')).toBeInstanceOf(EventSource);
  expect(EventSource).toBe(native);
  expect(Object.getOwnPropertyDescriptors(prototype)).toEqual(members);
});

test('refuses a wrong option before it does anything', async () => {
  const { reviveEventSources, RevivingEventSource } = await load('ModelEventSource');
  const native = EventSource;
  expect(() => reviveEventSources({ reconnectionTime: -1 })).toThrow(TypeError);
  expect(() => new RevivingEventSource('/events', { gap: '' })).toThrow(TypeError);
  expect(EventSource).toBe(native);
});
