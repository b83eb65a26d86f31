import { describe, expect, jest, test } from '@jest/globals';
import { Likeness } from './Likeness.js';
import { Opening } from '../memory/Opening.js';
import { eventBlocks } from '../testing/eventBlocks.js';
import { useFakeTime } from '../testing/useFakeTime.js';

useFakeTime();

const pass = (milliseconds: number): void => {
  jest.advanceTimersByTime(milliseconds);
};

const event = (data: string): string => `data: ${data}\n\n`;

/** Two connections that are compared from now on; the shared one began with these words. */
function compare(words = '') {
  const opening = new Opening();
  opening.push(eventBlocks(words));
  const likeness = new Likeness(words === 'any' ? 'any' : opening);
  likeness.begin();
  return {
    likeness,
    own: (text: string): void => {
      likeness.heardOwn(eventBlocks(text));
    },
    shared: (text: string): void => {
      likeness.heardShared(eventBlocks(text));
    },
    both: (text: string): void => {
      likeness.heardShared(eventBlocks(text));
      likeness.heardOwn(eventBlocks(text));
    },
  };
}

describe('two connections are alike', () => {
  test('after a second in which neither brought anything, and no sooner', () => {
    const { likeness } = compare();
    pass(999);
    expect([likeness.isGiven, likeness.wait]).toEqual([false, 1]);
    pass(1);
    expect([likeness.isGiven, likeness.isOver]).toEqual([true, false]);
  });

  test('never before the other one was answered', () => {
    const likeness = new Likeness(new Opening());
    pass(5000);
    expect([likeness.isGiven, likeness.isOver, likeness.wait]).toEqual([false, false, undefined]);
  });

  test('where both brought the same in that second', () => {
    const { likeness, both } = compare();
    for (const data of ['a', 'b']) {
      pass(400);
      both(event(data));
    }
    pass(200);
    expect(likeness.isGiven).toBe(true);
  });

  test('where they differ in comments only', () => {
    const { likeness, own, shared } = compare();
    own(': connection 2\n\n');
    shared(': heartbeat\n\n:\n\n');
    pass(1000);
    expect(likeness.isGiven).toBe(true);
  });

  test.each([0, 30])('after the greeting that both began with, events behind it: %d ms', (skew) => {
    const { likeness, own, shared } = compare(`retry: 500\n\n${event('welcome')}`);
    own(`retry: 500\n\n${event('welcome')}`);
    pass(300);
    shared(event('a'));
    pass(skew);
    own(event('a'));
    pass(1000);
    expect(likeness.isGiven).toBe(true);
  });

  test('after a part of that greeting: its rest has come as an event meanwhile', () => {
    const { likeness, own, shared } = compare(event('welcome') + event('a'));
    own(event('welcome'));
    pass(500);
    shared(event('a'));
    own(event('a'));
    pass(500);
    expect(likeness.isGiven).toBe(true);
  });

  test('where an event was on its way on the shared one when the other was answered', () => {
    const { likeness, shared } = compare();
    pass(50);
    shared(event('before'));
    pass(950);
    expect(likeness.isGiven).toBe(true);
  });

  test.each(['own', 'shared'] as const)(
    'once what was on its way at the end of the second has come; it came first on: %s',
    (first) => {
      const streams = compare();
      pass(990);
      streams[first](event('late'));
      pass(10);
      expect(streams.likeness.isGiven).toBe(false);
      pass(100);
      expect(streams.likeness.isGiven).toBe(false);
      streams[first === 'own' ? 'shared' : 'own'](event('late'));
      expect([streams.likeness.isGiven, streams.likeness.isOver]).toEqual([true, false]);
    },
  );
});

describe('two connections are taken for different ones', () => {
  test.each<[name: string, words: string, own: string, shared: string]>([
    ['which begin with words for one connection each', event('you are 1'), event('you are 2'), ''],
    ['of which one has state at its start', '', event('state'), ''],
    ['of which the shared one has brought more', '', '', event('a')],
    [
      'which brought the same in another order',
      '',
      event('a') + event('b'),
      event('b') + event('a'),
    ],
    ['which brought the same with other IDs', '', `id: 1\n${event('a')}`, `id: 2\n${event('a')}`],
    ['of which one brought it twice', '', event('a') + event('a'), event('a')],
  ])('%s', (_name, words, own, shared) => {
    const streams = compare(words);
    pass(200);
    streams.own(own);
    streams.shared(shared);
    for (let looks = 0; looks < 20; looks++) {
      pass(100);
      expect(streams.likeness.isGiven).toBe(false);
    }
    expect(streams.likeness.isOver).toBe(true);
    // What comes now changes nothing.
    pass(10_000);
    expect([streams.likeness.isGiven, streams.likeness.wait]).toEqual([false, undefined]);
  });

  test('which bring more than can be compared', () => {
    const { likeness, both } = compare();
    both(event('x').repeat(1001));
    pass(1000);
    expect([likeness.isGiven, likeness.isOver]).toEqual([false, true]);
  });
});

test('while one is held back, that is no difference: it is waited for', () => {
  const { likeness, own, shared } = compare();
  pass(500);
  own(event('a'));
  for (let looks = 0; looks < 50; looks++) {
    pass(100);
    likeness.postpone();
  }
  expect([likeness.isGiven, likeness.isOver]).toEqual([false, false]);
  shared(event('a'));
  expect(likeness.isGiven).toBe(true);
});

describe("with 'opening', connections may begin with anything", () => {
  test('and are alike after a whole second that is', () => {
    const { likeness, own, both } = compare('any');
    own(event('you are 2'));
    pass(100);
    own(event('state'));
    pass(500);
    both(event('a'));
    pass(499);
    expect(likeness.isGiven).toBe(false);
    pass(1);
    expect(likeness.isGiven).toBe(true);
  });

  test('also where the opening takes long', () => {
    const { likeness, own } = compare('any');
    for (let chunk = 0; chunk < 50; chunk++) {
      own(event(`state ${chunk}`));
      pass(100);
      expect(likeness.isGiven).toBe(false);
    }
    pass(899);
    expect(likeness.isGiven).toBe(false);
    pass(1);
    expect([likeness.isGiven, likeness.isOver]).toEqual([true, false]);
  });

  test('but not where an event has come on one of them only: it may be on its way on the other', () => {
    const streams = compare('any');
    for (const first of ['own', 'shared'] as const) {
      pass(950);
      streams[first](event(first));
      for (let looks = 0; looks < 9; looks++) {
        pass(100);
        expect(streams.likeness.isGiven).toBe(false);
      }
    }
  });

  test('and are compared however long they differ, in bounded memory', () => {
    const { likeness, own, shared, both } = compare('any');
    for (let minute = 0; minute < 60; minute++) {
      own(event('only here').repeat(50));
      shared(event('only there').repeat(50));
      pass(500);
      expect([likeness.isGiven, likeness.isOver]).toEqual([false, false]);
    }
    pass(500);
    both(event('a'));
    pass(1000);
    expect(likeness.isGiven).toBe(true);
  });
});
