import { isSnapshot } from './isSnapshot.js';
import { Opening } from './Opening.js';
import { Position } from './Position.js';
import { ReplayBuffer } from './ReplayBuffer.js';
import type { ResolvedOptions } from '../options/resolveOptions.js';
import type { EventBlock } from '../wire/EventBlock.js';

/**
 * What is remembered of one unbroken run of a stream: how far it has come, the newest events, and how its
 * connection began. A sequence counts in one memory only.
 *
 * @internal
 */
export class StreamMemory {
  readonly position: Position;
  readonly replay: ReplayBuffer;
  opening = new Opening();

  /**
   * @param lastEventId - what the run starts after.
   * @param isAtId - whether it starts right behind the event of that ID.
   */
  constructor(
    { join, replay }: Pick<ResolvedOptions, 'join' | 'replay'>,
    lastEventId = '',
    isAtId = true,
  ) {
    this.position = new Position(lastEventId);
    this.replay = new ReplayBuffer(replay, lastEventId, isSnapshot(join), isAtId);
  }

  /** Counts blocks in and keeps them. */
  keep(blocks: readonly EventBlock[]): void {
    const first = this.position.sequence + 1;
    for (const block of blocks) this.position.advance(block);
    this.replay.push(first, blocks);
    this.opening.push(blocks);
  }

  /** The last event ID that a page holds after the block of that sequence. */
  lastEventIdAt(sequence: number): string {
    return sequence === this.position.sequence
      ? this.position.lastEventId
      : this.replay.lastEventIdAt(sequence);
  }
}
