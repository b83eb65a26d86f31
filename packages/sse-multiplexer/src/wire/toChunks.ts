import type { EventBlock } from './EventBlock.js';

/**
 * The bytes of blocks in order, as few chunks as can be had without a copy: neighbours in one source
 * go out as one view.
 *
 * @internal
 */
export function toChunks(blocks: readonly EventBlock[]): Uint8Array<ArrayBuffer>[] {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let first: EventBlock | undefined;
  let end = 0;
  for (const block of blocks) {
    if (first?.source === block.source && end === block.start) {
      end = block.end;
      continue;
    }
    if (first) chunks.push(first.source.subarray(first.start, end));
    first = block;
    end = block.end;
  }
  if (first) chunks.push(first.source.subarray(first.start, end));
  return chunks;
}
