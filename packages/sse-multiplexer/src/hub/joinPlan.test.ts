import { describe, expect, test } from '@jest/globals';
import { type Departure, Departures } from '../memory/Departures.js';
import { joinPlan } from './joinPlan.js';
import type { JoinPolicy } from '../options/MultiplexerOptions.js';
import { ReplayBuffer } from '../memory/ReplayBuffer.js';
import { eventBlocks } from '../testing/eventBlocks.js';

const limits = { events: 4, bytes: Infinity, age: 60_000 };

/** Sequences 1 to 6; the first is forgotten but for its ID, `twice` is ambiguous, 6 is a comment. */
const STREAM =
  'id: a\ndata\n\ndata\n\nevent: put\nid: c\ndata\n\nid: twice\n\nid: twice\ndata\n\n:\n';

interface Given {
  readonly policy?: JoinPolicy;
  readonly lastEventId?: string;
  readonly departure?: Omit<Departure, 'clientId'>;
  readonly isFresh?: boolean;
  readonly canResume?: boolean;
  readonly mustAsk?: boolean;
  readonly limits?: Partial<typeof limits>;
}

function plan(given: Given) {
  const replay = new ReplayBuffer({ ...limits, ...given.limits }, '', ({ type }) => type === 'put');
  const blocks = eventBlocks(STREAM);
  replay.push(1, blocks);
  replay.evict();
  const departures = new Departures(60_000);
  if (given.departure) departures.remember({ clientId: 'page', ...given.departure });
  return joinPlan({
    clientId: 'page',
    departures,
    replay,
    sequence: blocks.length,
    isFresh: false,
    canResume: true,
    mustAsk: false,
    policy: 'live',
    lastEventId: undefined,
    ...given,
  });
}

describe('a page that comes back goes on where it stopped', () => {
  test.each<[name: string, given: Given, after: number]>([
    ['by its departure', { departure: { sequence: 4, lastEventId: 'twice' } }, 4],
    ['by its departure, without any ID', { departure: { sequence: 3, lastEventId: '' } }, 3],
    ['by its departure, just at the floor', { departure: { sequence: 1, lastEventId: 'a' } }, 1],
    ['by its ID, where the browser shows it', { lastEventId: 'c' }, 3],
    [
      'by a departure that says the same ID, though the ID stands twice',
      { lastEventId: 'twice', departure: { sequence: 4, lastEventId: 'twice' } },
      4,
    ],
    [
      'by its ID, if its departure was from a separate upstream',
      { departure: { sequence: undefined, lastEventId: 'c' } },
      3,
    ],
    [
      'by its own word, where a departure says otherwise',
      { lastEventId: 'c', departure: { sequence: 5, lastEventId: 'twice' } },
      3,
    ],
  ])('%s', (_name, given, after) => {
    expect(plan(given)).toEqual({ way: 'follow', after, returns: true });
  });

  test.each<JoinPolicy>(['live', 'replay', 'separate', { snapshot: 'put' }])(
    'whatever the policy for new ones: %j',
    (policy) => {
      expect(plan({ policy, lastEventId: 'c' })).toMatchObject({ after: 3 });
    },
  );
});

describe('a page whose place is not kept has a separate upstream first', () => {
  test.each<[name: string, given: Given, lastEventId: string]>([
    ['an ID that is forgotten', { lastEventId: 'before' }, 'before'],
    ['an ID that stands twice', { lastEventId: 'twice' }, 'twice'],
    [
      'a departure that is forgotten',
      { departure: { sequence: 1, lastEventId: 'a' }, limits: { events: 2 } },
      'a',
    ],
    [
      'a departure from a separate upstream',
      { departure: { sequence: undefined, lastEventId: 'before' } },
      'before',
    ],
  ])('%s', (_name, given, lastEventId) => {
    expect(plan(given)).toEqual({ way: 'separate', lastEventId, returns: true });
  });
});

describe('where the server cannot be asked, it goes on live, and is told of the gap', () => {
  test.each<[name: string, given: Given, gap: string]>([
    [
      'more was missed than is kept',
      { departure: { sequence: 1, lastEventId: '' }, limits: { events: 2 } },
      'replay-exceeded',
    ],
    [
      'more was missed than is kept, and resuming is off',
      { departure: { sequence: 1, lastEventId: 'a' }, limits: { events: 2 }, canResume: false },
      'replay-exceeded',
    ],
    ['an unknown ID', { lastEventId: 'before', canResume: false }, 'position-unknown'],
    [
      'an unknown ID from a separate upstream',
      { departure: { sequence: undefined, lastEventId: 'before' }, canResume: false },
      'position-unknown',
    ],
  ])('%s', (_name, given, gap) => {
    expect(plan(given)).toEqual({ way: 'follow', after: 6, returns: true, gap });
  });
});

describe('a new page gets what the policy says', () => {
  const follow = (after: number) => ({ way: 'follow', after, returns: false });
  const separate = { way: 'separate', lastEventId: '', returns: false };

  test.each<[policy: JoinPolicy, given: Given, expected: object]>([
    ['live', {}, follow(6)],
    ['replay', {}, follow(1)],
    [{ snapshot: 'put' }, {}, follow(2)],
    [{ snapshot: 'put' }, { limits: { bytes: 40 } }, separate],
    [{ snapshot: 'put' }, { limits: { bytes: 40 }, isFresh: true }, follow(6)],
  ])('%j %j', (policy, given, expected) => {
    expect(plan({ policy, ...given })).toEqual(expected);
  });

  test('an empty ID is the ID of a new page', () => {
    expect(plan({ lastEventId: '' })).toEqual(follow(6));
  });
});

describe('a page whose own request must be asked goes by itself first', () => {
  test.each<[name: string, given: Given, expected: object]>([
    ['a new one', { policy: 'replay' }, { lastEventId: '', returns: false }],
    [
      'one that comes back, although the buffer holds its place',
      { departure: { sequence: 4, lastEventId: 'twice' } },
      { lastEventId: 'twice', returns: true },
    ],
    ['one that says where it stopped', { lastEventId: 'a' }, { lastEventId: 'a', returns: false }],
  ])('%s', (_name, given, expected) => {
    expect(plan({ ...given, mustAsk: true })).toEqual({ way: 'separate', ...expected });
  });
});
