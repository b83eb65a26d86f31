import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { announcementOf } from './announcementOf.js';
import { pageMessageOf } from './pageMessageOf.js';

const type = fc.constantFrom(
  ...['EVENT_STREAMS_PONG', 'EVENT_STREAMS_RESET', 'here', 'skip-waiting', 'positions', 'toString'],
);
const record = fc.record({ name: fc.string(), clientId: fc.string() });

/** Anything, and often what looks like a message of this version or of another. */
const arbitrary = fc.oneof(
  fc.anything(),
  fc.record(
    {
      type: fc.oneof(type, fc.anything()),
      version: fc.oneof(fc.constantFrom(0, 1, 2, '1'), fc.anything()),
      from: fc.oneof(fc.string(), fc.anything()),
      records: fc.oneof(fc.array(fc.oneof(record, fc.anything())), fc.anything()),
    },
    { requiredKeys: [] },
  ),
);

const versionOf = (data: unknown): unknown => (data as { version?: unknown }).version ?? 1;

test('whatever a page sends costs nothing, and is a message only if it is one of this version', () => {
  fc.assert(
    fc.property(arbitrary, (data) => {
      const found = pageMessageOf(data);
      if (found === undefined) return;
      expect(data).toMatchObject({ type: found });
      expect([found.startsWith('EVENT_STREAMS_'), versionOf(data)]).toEqual([true, 1]);
    }),
    { numRuns: 1000 },
  );
});

test('whatever comes on the channel costs nothing, and is an announcement only if it is one of this version', () => {
  fc.assert(
    fc.property(arbitrary, (data) => {
      const found = announcementOf(data);
      if (found === undefined) return;
      expect(data).toMatchObject({ from: found.from, type: found.type });
      expect(versionOf(data)).toBe(1);
      if (found.type !== 'positions') return;
      for (const { name, clientId } of found.records)
        expect([typeof name, typeof clientId]).toEqual(['string', 'string']);
    }),
    { numRuns: 1000 },
  );
});

test.each([null, undefined, 0, '', 'EVENT_STREAMS_PONG', [], () => 0])('%p is none', (data) => {
  expect([pageMessageOf(data), announcementOf(data)]).toEqual([undefined, undefined]);
});

test('another version’s message is none, and one without a version is of the first', () => {
  const pong = { type: 'EVENT_STREAMS_PONG' };
  const here = { from: 'a', type: 'here' };
  expect([pageMessageOf(pong), announcementOf(here)?.type]).toEqual(['EVENT_STREAMS_PONG', 'here']);
  expect([pageMessageOf({ ...pong, version: 2 }), announcementOf({ ...here, version: 2 })]).toEqual(
    [undefined, undefined],
  );
});
