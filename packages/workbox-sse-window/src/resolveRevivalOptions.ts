import type { RevivalOptions } from './RevivalOptions.js';

/**
 * Fills in the defaults.
 *
 * @throws TypeError if an option has a value that it cannot have.
 *
 * @internal
 */
export function resolveRevivalOptions(options: RevivalOptions): Required<RevivalOptions> {
  const { reconnectionTime = 1000, gap = 'event-stream-gap' } = options;
  if (typeof reconnectionTime !== 'number' || !(reconnectionTime >= 0)) {
    refuse('reconnectionTime', 'a number from 0', reconnectionTime);
  }
  if (gap !== false && (typeof gap !== 'string' || !gap)) {
    refuse('gap', 'an event type, or false', gap);
  }
  return { reconnectionTime, gap };
}

function refuse(option: string, expected: string, received: unknown): never {
  throw new TypeError(`${option}: expected ${expected}, got ${String(received)}.`);
}
