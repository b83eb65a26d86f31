import fc from 'fast-check';
import { bytesOf, joined } from './bytes.js';

const LINES = [
  ...[
    'data: a',
    'data:b',
    'data:  c ',
    'data',
    'data:',
    'data: \u00fc\u20ac\u{1f600}',
    'data: \u2028',
  ],
  ...['id: 1', 'id: 2', 'id:', 'id', 'id:  x ', 'id: a\0b', 'id: \u00fc\u20ac', 'id: \uFEFFmark'],
  ...['event: tick', 'event:', 'event', 'event: \uFEFFtick', 'retry: 10', 'retry: 2500'],
  ...[
    'retry:',
    'retry: 1s',
    'retry: -1',
    ': comment',
    ':',
    ':data: no',
    'foo: bar',
    '\uFEFFdata: no',
  ],
  ...['datax: no', 'dat', 'Data: no', ' data: no', 'idx', 'events: no', 'retry2: 5'],
];

const bom = Uint8Array.of(0xef, 0xbb, 0xbf);
const lineEnd = fc.constantFrom('\n', '\r', '\r\n');
const garbage = fc
  .uint8Array({ maxLength: 4 })
  .map((bytes) => bytes.filter((byte) => byte !== 0x0a && byte !== 0x0d));
const text = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...LINES).map(bytesOf) },
  { weight: 3, arbitrary: fc.constant(bytesOf('')) },
  { weight: 1, arbitrary: garbage },
);
const line = fc.tuple(text, lineEnd).map(([content, end]) => joined([content, bytesOf(end)]));

/** Streams full of traps: BOMs whole and half, all line ends mixed, an incomplete last block. */
export const eventStreamArbitrary: fc.Arbitrary<Uint8Array<ArrayBuffer>> = fc
  .tuple(
    fc.integer({ min: 0, max: 3 }).map((length) => bom.subarray(0, length)),
    fc.array(line, { maxLength: 12 }),
    text,
  )
  .map(([mark, lines, rest]) => joined([mark, ...lines, rest]));
