import { describe, expect, test } from '@jest/globals';
import { joinPlan } from './joinPlan.js';
import type { JoinPolicy } from '../options/MultiplexerOptions.js';
import type { PagePosition } from '../memory/PagePosition.js';
import { resolveOptions } from '../options/resolveOptions.js';
import { StreamMemory } from '../memory/StreamMemory.js';
import type { Visit } from '../upstream/Visit.js';
import { eventBlocks } from '../testing/eventBlocks.js';

const limits = { events: 4, bytes: 1e6, total: 1e6, age: 60_000 };

/** Sequences 1 to 6; the first is forgotten but for its ID, `twice` is ambiguous, 6 is a comment. */
const STREAM =
  'id: a\ndata\n\ndata\n\nevent: put\nid: c\ndata\n\nid: twice\n\nid: twice\ndata\n\n:\n';

interface Given {
  readonly policy?: JoinPolicy;
  /** What the page says by itself. */
  readonly carried?: string;
  /** Where the worker sent it away; `elsewhere` is another run of the stream, or a detour. */
  readonly away?: {
    readonly lastEventId: string;
    readonly sequence?: number;
    readonly elsewhere?: true;
  };
  readonly known?: PagePosition;
  readonly mayReturn?: boolean;
  readonly isFresh?: boolean;
  readonly canResume?: boolean;
  readonly mustAsk?: boolean;
  readonly isPolled?: boolean;
  readonly asksForItself?: boolean;
  readonly limits?: Partial<typeof limits>;
}

function memoryOf(given: Partial<typeof limits> = {}, policy: JoinPolicy = 'live'): StreamMemory {
  const options = resolveOptions({ join: policy, replay: { ...limits, ...given } });
  const memory = new StreamMemory(options);
  memory.keep(eventBlocks(STREAM));
  memory.replay.evict();
  return memory;
}

function plan({ away, carried, mayReturn, limits: bounds, policy = 'live', ...given }: Given) {
  const memory = memoryOf(bounds, policy);
  const place = away?.sequence !== undefined && {
    place: { memory: away.elsewhere ? memoryOf() : memory, sequence: away.sequence },
  };
  const known: PagePosition | undefined =
    given.known ??
    (away && { state: 'away', clientId: 'page', lastEventId: away.lastEventId, ...place });
  const visit: Visit = {
    request: new Request('https://app.test/events'),
    clientId: 'page',
    fetch,
    mayReturn: mayReturn ?? false,
  };
  return joinPlan({
    arrival: { visit, name: 'name', carried, known },
    memory,
    isFresh: false,
    canResume: true,
    mustAsk: false,
    isPolled: false,
    policy,
    ...given,
  });
}

describe('a page that comes back goes on where it stopped', () => {
  test.each<[name: string, given: Given, after: number]>([
    ['where it was left', { away: { sequence: 4, lastEventId: 'twice' } }, 4],
    ['where it was left, without any ID', { away: { sequence: 3, lastEventId: '' } }, 3],
    ['where it was left, just at the floor', { away: { sequence: 1, lastEventId: 'a' } }, 1],
    ['by its ID, where the browser shows it', { carried: 'c' }, 3],
    [
      'where it was left, if it says the same ID, though that stands twice',
      { carried: 'twice', away: { sequence: 4, lastEventId: 'twice' } },
      4,
    ],
    ['by its ID, if it was left on a separate upstream', { away: { lastEventId: 'c' } }, 3],
    [
      'by its ID, if it was left in another run of the stream: its sequence counts there',
      { away: { lastEventId: 'c', sequence: 5, elsewhere: true } },
      3,
    ],
    [
      'by its own word, where it was left elsewhere',
      { carried: 'c', away: { sequence: 5, lastEventId: 'twice' } },
      3,
    ],
  ])('%s', (_name, given, after) => {
    expect(plan(given)).toEqual({ way: 'follow', after, returns: true });
  });

  test.each<JoinPolicy>(['native', 'opening', 'live', 'replay', { snapshot: 'put' }])(
    'whatever the policy for new ones: %j',
    (policy) => {
      expect(plan({ policy, carried: 'c' })).toMatchObject({ after: 3 });
      const away = { sequence: 3, lastEventId: 'c' };
      expect(plan({ policy, away })).toMatchObject({ after: 3 });
    },
  );
});

describe('a page whose place is not kept has a separate upstream first', () => {
  test.each<[name: string, given: Given, lastEventId: string]>([
    ['an ID that is forgotten', { carried: 'before' }, 'before'],
    ['an ID that stands twice', { carried: 'twice' }, 'twice'],
    [
      'where it was left is forgotten',
      { away: { sequence: 1, lastEventId: 'a' }, limits: { events: 2 } },
      'a',
    ],
    ['it was left on a separate upstream', { away: { lastEventId: 'before' } }, 'before'],
  ])('%s', (_name, given, lastEventId) => {
    expect(plan(given)).toEqual({ way: 'separate', lastEventId, returns: true });
  });
});

describe('a page that polls', () => {
  test.each<[name: string, given: Given, lastEventId: string]>([
    ['goes on after its own ID', { carried: 'c' }, 'c'],
    ['goes on where it was left', { away: { sequence: 3, lastEventId: 'c' } }, 'c'],
    ['begins anew without an ID', { away: { lastEventId: '' } }, ''],
    ['begins anew where nothing is resumed', { carried: 'c', canResume: false }, ''],
  ])('is not given what others were answered: %s', (_name, given, lastEventId) => {
    const returns = lastEventId !== '';
    const own = { way: 'separate', lastEventId, returns };
    expect(plan({ ...given, isPolled: true, asksForItself: true })).toEqual(own);
  });

  test('that is alone gets a gap event only if it has an ID that cannot be resumed', () => {
    expect(plan({ away: { lastEventId: '' }, isPolled: true })).not.toHaveProperty('gap');
    expect(plan({ carried: 'before', canResume: false, isPolled: true })).toHaveProperty('gap');
  });
});

describe('where the server cannot be asked, it starts as a new one, and is told of the gap', () => {
  const unknown: Given[] = [
    { carried: 'before', canResume: false },
    { away: { lastEventId: 'before' }, canResume: false },
    { known: { state: 'lost', clientId: 'page' } },
    { mayReturn: true },
    // Nobody knows what it missed: it holds no ID, and its events are those of another run.
    { away: { lastEventId: '' } },
    { away: { lastEventId: '', sequence: 5, elsewhere: true } },
  ];
  const exceeded: Given[] = [
    { away: { sequence: 1, lastEventId: '' }, limits: { events: 2 } },
    { away: { sequence: 1, lastEventId: 'a' }, limits: { events: 2 }, canResume: false },
  ];

  test.each(unknown)('nothing is known of its place: %j', (given) => {
    const gap = 'position-unknown';
    expect(plan(given)).toEqual({ way: 'follow', after: 6, returns: false, gap });
    expect(plan({ ...given, policy: 'replay' })).toMatchObject({ after: 1, gap });
    expect(plan({ ...given, policy: 'native' })).toMatchObject({ way: 'separate', gap });
  });

  test.each(exceeded)('more was missed than is kept: %j', (given) => {
    const gap = 'replay-exceeded';
    expect(plan(given)).toEqual({ way: 'follow', after: 6, returns: false, gap });
  });

  test('its stream was forgotten: no ID that it holds counts', () => {
    const known: PagePosition = { state: 'reset', clientId: 'page' };
    const expected = { way: 'follow', after: 6, returns: false, gap: 'reset' };
    expect(plan({ known, carried: 'c' })).toEqual(expected);
  });
});

describe('a new page gets what the policy says', () => {
  const follow = (after: number) => ({ way: 'follow', after, returns: false });
  const separate = { way: 'separate', lastEventId: '', returns: false };

  test.each<[policy: JoinPolicy, given: Given, expected: object]>([
    ['native', {}, separate],
    ['native', { isFresh: true }, follow(6)],
    ['opening', {}, separate],
    ['opening', { isFresh: true }, follow(6)],
    ['live', {}, follow(6)],
    ['replay', {}, follow(1)],
    [{ snapshot: 'put' }, {}, follow(2)],
    [{ snapshot: 'put' }, { limits: { bytes: 40 } }, separate],
    [{ snapshot: 'put' }, { limits: { bytes: 40 }, isFresh: true }, follow(6)],
  ])('%j %j', (policy, given, expected) => {
    expect(plan({ policy, ...given })).toEqual(expected);
  });

  test('an empty ID is the ID of a new page', () => {
    expect(plan({ carried: '' })).toEqual(follow(6));
  });
});

describe('a page whose own request must be asked goes by itself first', () => {
  test.each<[name: string, given: Given, expected: object]>([
    ['a new one', { policy: 'replay' }, { lastEventId: '', returns: false }],
    [
      'one that comes back, although the buffer holds its place',
      { away: { sequence: 4, lastEventId: 'twice' } },
      { lastEventId: 'twice', returns: true },
    ],
    ['one that says where it stopped', { carried: 'a' }, { lastEventId: 'a', returns: true }],
  ])('%s', (_name, given, expected) => {
    expect(plan({ ...given, mustAsk: true })).toEqual({ way: 'separate', ...expected });
  });
});
