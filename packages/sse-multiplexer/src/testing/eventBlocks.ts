import type { EventBlock } from '../wire/EventBlock.js';
import { EventBlockSplitter } from '../wire/EventBlockSplitter.js';
import { bytesOf } from './bytes.js';

/** The blocks of a text that consists of whole ones. */
export function eventBlocks(text: string): EventBlock[] {
  return new EventBlockSplitter(Infinity).push(bytesOf(text));
}
