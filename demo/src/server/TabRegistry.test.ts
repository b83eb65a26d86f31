import { expect, test } from '@jest/globals';
import type { TabReport } from '../shared/TabReport.js';
import { TabRegistry } from './TabRegistry.js';

function registry() {
  const clock = { now: 0 };
  const tabs = new TabRegistry(() => clock.now);
  const note = (tab: string, more: Partial<TabReport> = {}): void => {
    const counts = { openStreams: 2, received: 0, missed: 0, repeated: 0 };
    tabs.note({ tab, mode: 'multiplex', gone: false, ...counts, ...more });
  };
  return { clock, tabs, note, figures: () => tabs.figures('multiplex') };
}

test('a tab is live while it has both streams and its events keep coming', () => {
  const { clock, note, figures } = registry();
  note('a');
  expect(figures()).toMatchObject({ tabs: 1, live: 0 });
  note('a', { received: 8 });
  expect(figures()).toMatchObject({ tabs: 1, live: 1 });
  note('a', { received: 9, openStreams: 1 });
  expect(figures().live).toBe(0);
  note('a', { received: 9 });
  expect(figures().live).toBe(1);
  clock.now = 3001;
  note('a', { received: 9 });
  expect(figures()).toMatchObject({ tabs: 1, live: 0 });
});

test('figures are of one mode and sum up its tabs', () => {
  const { note, tabs, figures } = registry();
  note('a', { received: 30, missed: 2 });
  note('b', { received: 30, missed: 1, repeated: 4 });
  note('c', { received: 90, mode: 'none', missed: 50 });
  expect(figures()).toEqual({ tabs: 2, live: 2, receivedPerSecond: 20, missed: 3, repeated: 4 });
  expect(tabs.figures('bypass')).toMatchObject({ tabs: 0, live: 0 });
});

test('a tab that says farewell is gone at once, whatever report of it was still under way', () => {
  const { clock, note, figures } = registry();
  note('a', { received: 8 });
  note('a', { gone: true });
  note('a', { received: 9 });
  expect(figures().tabs).toBe(0);
  clock.now = 2000;
  note('a', { received: 10 });
  expect(figures().tabs).toBe(1);
});

test('a tab that falls silent is gone after 25 seconds', () => {
  const { clock, note, figures } = registry();
  note('a');
  clock.now = 25_000;
  expect(figures().tabs).toBe(1);
  clock.now = 25_001;
  expect(figures().tabs).toBe(0);
});

test('remembers a bounded number of tabs', () => {
  const { note, figures } = registry();
  for (let tab = 0; tab < 600; tab += 1) note(`tab-${tab}`);
  expect(figures().tabs).toBe(500);
});
