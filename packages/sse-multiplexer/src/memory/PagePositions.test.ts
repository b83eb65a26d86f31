import { describe, expect, jest, test } from '@jest/globals';
import type { PagePosition } from './PagePosition.js';
import { PagePositions } from './PagePositions.js';
import { Position } from './Position.js';
import type { PositionRecord } from './PositionRecord.js';
import { resolveOptions } from '../options/resolveOptions.js';
import { StreamMemory } from './StreamMemory.js';
import { useFakeTime } from '../testing/useFakeTime.js';

useFakeTime();

const memory = (): StreamMemory => new StreamMemory(resolveOptions({}));

const away = (clientId: string, lastEventId: string, more: object = {}): PagePosition => ({
  state: 'away',
  clientId,
  lastEventId,
  ...more,
});

const positions = (all: Readonly<Record<string, PagePosition>>): PagePositions => {
  const known = new PagePositions();
  for (const [name, position] of Object.entries(all)) known.set(name, position);
  return known;
};

describe('an EventSource', () => {
  test('is known by its name, however often it is asked for', () => {
    const known = positions({ A: away('page', '1'), B: away('page', '2') });
    for (let times = 0; times < 2; times++) {
      expect(known.get('B', 'page')).toEqual(away('page', '2'));
      expect(known.get('A', 'page')).toEqual(away('page', '1'));
    }
    expect(known.get('C', 'page')).toBeUndefined();
  });

  test('is another one if its name comes with another client', () => {
    const known = positions({ A: away('page', '1') });
    expect(known.get('A', 'copy')).toBeUndefined();
    expect([known.has('A', 'copy'), known.has('A', 'page')]).toEqual([false, true]);
    expect([known.isOfAnother('A', 'copy'), known.isOfAnother('A', 'page')]).toEqual([true, false]);
    expect(known.isOfAnother('unknown', 'page')).toBe(false);
  });

  test('is known as long as its client lives, by no clock', () => {
    const known = positions({ A: away('page', '1'), B: away('other', '2') });
    jest.advanceTimersByTime(8 * 3_600_000);
    jest.setSystemTime(0);
    expect(known.get('A', 'page')).toEqual(away('page', '1'));
    expect(known.clientIds).toEqual(new Set(['page', 'other']));
    known.forget(new Set(['page']));
    expect(known.get('A', 'page')).toBeUndefined();
    expect(known.get('B', 'other')).toEqual(away('other', '2'));
  });

  test('that has closed or left is remembered as one that was here', () => {
    const known = positions({ A: away('page', '1') });
    known.left('A', 'page');
    expect(known.get('A', 'page')).toEqual({ state: 'lost', clientId: 'page' });
  });
});

test('ten thousand are known; one that is on a stream is never forgotten for another', () => {
  const known = new PagePositions();
  known.set('on', { state: 'open', clientId: 'page', at: new Position() });
  for (let n = 1; n <= 10_000; n++) known.set(`${n}`, away('page', `${n}`));
  // It was heard of again.
  known.set('2', away('page', 'again'));
  known.set('newest', away('page', ''));
  expect(known.has('on', 'page')).toBe(true);
  expect([known.has('1', 'page'), known.has('3', 'page')]).toEqual([false, false]);
  expect(known.get('2', 'page')).toEqual(away('page', 'again'));
  expect(known.has('newest', 'page')).toBe(true);
});

describe('a place in the memory of a stream', () => {
  test('counts as long as that lives; then the ID is left', () => {
    const [one, other] = [memory(), memory()];
    const known = positions({
      A: away('page', '1', { place: { memory: one, sequence: 1 }, reconnectionTime: 5 }),
      B: away('page', '2', { place: { memory: other, sequence: 2 } }),
      C: away('page', '3'),
    });
    expect([known.awayFrom(one), known.awayFrom(other)]).toEqual([1, 1]);
    known.release(one);
    expect([known.awayFrom(one), known.awayFrom(other)]).toEqual([0, 1]);
    expect(known.get('A', 'page')).toEqual(away('page', '1', { reconnectionTime: 5 }));
  });
});

describe('a client that cannot be named', () => {
  test('finds what it says by its ID, once, and never that of one with a name', () => {
    const known = positions({ A: away('page', '1') });
    const [one, two] = [known.newName('page'), known.newName('page')];
    expect(one).not.toBe(two);
    known.set(one, away('page', '1'));
    known.set(two, away('page', '2'));
    expect(known.takeUnnamed('other', '1')).toBeUndefined();
    expect(known.takeUnnamed('page', '3')).toBeUndefined();
    expect(known.takeUnnamed('page', '2')).toEqual(away('page', '2'));
    expect(known.takeUnnamed('page', '2')).toBeUndefined();
    expect(known.takeUnnamed('page', '1')).toEqual(away('page', '1'));
    expect(known.takeUnnamed('page', '1')).toBeUndefined();
    expect(known.has('A', 'page')).toBe(true);
  });

  test('is not taken for one that is on a stream now', () => {
    const known = new PagePositions();
    known.set(known.newName('page'), { state: 'open', clientId: 'page', at: new Position('1') });
    expect(known.takeUnnamed('page', '1')).toBeUndefined();
  });

  test('is forgotten when it leaves', () => {
    const known = new PagePositions();
    const name = known.newName('page');
    known.set(name, away('page', '1'));
    known.left(name, 'page');
    expect(known.clientIds.size).toBe(0);
  });
});

describe('what another worker is told', () => {
  const at = new Position('9');
  at.reconnectionTime = 1234;
  const all: Record<string, PagePosition> = {
    open: { state: 'open', clientId: 'page', at },
    away: away('page', '1', {
      place: { memory: memory(), sequence: 1 },
      reconnectionTime: 500,
    }),
    lost: { state: 'lost', clientId: 'page' },
    native: { state: 'native', clientId: 'page' },
    reset: { state: 'reset', clientId: 'page', reconnectionTime: 700 },
  };

  test('is plain data of those with a name; of one on a stream not where it stands', () => {
    const known = positions(all);
    known.set(known.newName('page'), away('page', '1'));
    const records = known.records();
    expect(JSON.parse(JSON.stringify(records))).toEqual(records);
    expect(records).toEqual([
      { name: 'open', clientId: 'page', isOpen: true, reconnectionTime: 1234 },
      { name: 'away', clientId: 'page', lastEventId: '1', reconnectionTime: 500 },
      { name: 'lost', clientId: 'page' },
      { name: 'native', clientId: 'page', isNative: true },
      { name: 'reset', clientId: 'page', isReset: true, reconnectionTime: 700 },
    ]);
  });

  test('is taken over there; one whose stream was open has a place that nobody knows', () => {
    const next = new PagePositions();
    expect(next.areHurried).toBe(false);
    next.takeOver(positions(all).records());
    expect(next.areHurried).toBe(true);
    expect(next.get('away', 'page')).toEqual(away('page', '1', { reconnectionTime: 500 }));
    expect(next.get('open', 'page')).toEqual({ state: 'lost', clientId: 'page' });
    for (const name of ['lost', 'native', 'reset'])
      expect(next.get(name, 'page')).toEqual(all[name]);
  });

  test('is older than what is known there already, unless it is news', () => {
    const record: PositionRecord = { name: 'A', clientId: 'page', lastEventId: '1' };
    const next = positions({ A: away('page', '2') });
    next.takeOver([record]);
    expect(next.get('A', 'page')).toEqual(away('page', '2'));
    next.takeOver([record], true);
    expect(next.get('A', 'page')).toMatchObject({ lastEventId: '1' });
    const open: PagePosition = { state: 'open', clientId: 'page', at: new Position('3') };
    next.set('A', open);
    next.takeOver([record], true);
    expect(next.get('A', 'page')).toBe(open);
  });

  test('of nobody changes nothing', () => {
    const next = new PagePositions();
    next.takeOver([]);
    expect(next.areHurried).toBe(false);
  });
});

test('whoever stores positions is told of each change', () => {
  const onChange = jest.fn();
  const known = new PagePositions(onChange);
  const changes: (() => void)[] = [
    () => known.set('A', away('page', '1')),
    () => known.left('A', 'page'),
    () => known.reset(),
    () => known.forget(new Set(['page'])),
  ];
  changes.forEach((change) => {
    onChange.mockClear();
    change();
    expect(onChange).toHaveBeenCalled();
  });
});

describe('what another worker needs to know', () => {
  test('is made once of what does not change, however often it is asked for', () => {
    const known = positions({ A: away('page', '1'), B: { state: 'lost', clientId: 'page' } });
    const [a, b] = known.records();
    known.set('B', away('page', '2'));
    const [again, changed] = known.records();
    expect(again).toBe(a);
    expect([b, changed]).toEqual([
      { name: 'B', clientId: 'page' },
      { name: 'B', clientId: 'page', lastEventId: '2' },
    ]);
  });

  test('follows what changes by itself: the reconnection time of an open stream', () => {
    const at = new Position();
    const known = positions({ A: { state: 'open', clientId: 'page', at } });
    expect(known.records()).toEqual([{ name: 'A', clientId: 'page', isOpen: true }]);
    at.reconnectionTime = 10;
    expect(known.records()).toMatchObject([{ reconnectionTime: 10 }]);
  });

  test('is of ten thousand EventSources at most, however many are closed', () => {
    const known = new PagePositions();
    for (let n = 0; n < 50_000; n++) {
      known.set(`${n}`, { state: 'open', clientId: 'page', at: new Position() });
      known.left(`${n}`, 'page');
    }
    expect(known.records()).toHaveLength(10_000);
  });
});
