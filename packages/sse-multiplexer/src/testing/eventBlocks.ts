import type { EventBlock } from '../EventBlock.js';
import { EventBlockSplitter } from '../EventBlockSplitter.js';
import { bytesOf } from './bytes.js';

/** The blocks of a text that consists of whole ones. */
export function eventBlocks(text: string): EventBlock[] {
  return new EventBlockSplitter(Infinity).push(bytesOf(text));
}
