import { createParser } from 'eventsource-parser';
import { EventBlockSplitter } from '../../packages/sse-multiplexer/src/wire/EventBlockSplitter.js';
import type { Claim } from '../figures/Claim.js';
import type { FigureTable } from '../figures/FigureTable.js';
import { median } from '../figures/median.js';
import { eventStreamBytes } from './eventStreamBytes.js';
import { type Effort, inTurn } from './inTurn.js';

const kibibyte = 1024;

/** Block and chunk sizes in bytes. */
const sizes = [
  { name: '64 B', block: 64, chunk: 64 * kibibyte },
  { name: '200 B', block: 200, chunk: 64 * kibibyte },
  { name: '200 B, one in a chunk', block: 200, chunk: 200 },
  { name: '64 KiB', block: 64 * kibibyte, chunk: 64 * kibibyte },
  { name: '64 KiB, each torn', block: 64 * kibibyte, chunk: 60_000 },
];

/** How fast a stream is cut into blocks, beside a parser, which decodes, and a search for newlines. */
export const measureSplitter = (effort: Effort): { table: FigureTable; claims: Claim[] } => {
  const results = sizes.map(({ name, block, chunk }) => {
    const { chunks, bytes, blocks } = eventStreamBytes(block, chunk, 512 * kibibyte);
    const expectBlocks = (count: number): void => {
      if (count !== blocks) throw new Error(`${name}: ${count} blocks instead of ${blocks}`);
    };
    const times = inTurn(
      {
        splitter: () => {
          const splitter = new EventBlockSplitter(Infinity);
          let count = 0;
          for (const piece of chunks) count += splitter.push(piece).length;
          expectBlocks(count);
        },
        parser: () => {
          const decoder = new TextDecoder();
          let count = 0;
          const parser = createParser({ onEvent: () => count++ });
          for (const piece of chunks) parser.feed(decoder.decode(piece, { stream: true }));
          expectBlocks(count);
        },
        indexOf: () => {
          let lines = 0;
          for (const piece of chunks) {
            for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) lines++;
          }
          expectBlocks(lines / 3);
        },
      },
      effort,
    );
    const rate = (values: readonly number[]): number => bytes / median(values) / 1e6;
    const ratio = (values: readonly number[]): number =>
      median(values.map((value, round) => value / (times.splitter[round] ?? NaN)));
    return {
      'block size': name,
      'splitter, GB/s': rate(times.splitter),
      'eventsource-parser': rate(times.parser),
      'newline scan': rate(times.indexOf),
      'splitter/parser': ratio(times.parser),
      'splitter/scan': ratio(times.indexOf),
    };
  });
  const at = (name: string): (typeof results)[number] | undefined =>
    results.find((result) => result['block size'] === name);
  return {
    table: { title: 'Cutting a stream into event blocks', rows: results },
    claims: [
      {
        what: 'splitter/eventsource-parser at 200 B',
        figure: at('200 B')?.['splitter/parser'] ?? NaN,
        relation: 'at least',
        bound: 3,
      },
      {
        what: 'splitter/newline scan at 64 KiB',
        figure: at('64 KiB')?.['splitter/scan'] ?? NaN,
        relation: 'at least',
        bound: 0.8,
      },
    ],
  };
};
