import type { EventBlock } from '../wire/EventBlock.js';
import type { JoinPolicy } from '../options/MultiplexerOptions.js';

/**
 * What tells full states from other events, by the option `join`; `undefined` if it names none.
 *
 * @internal
 */
export function isSnapshot(join: JoinPolicy): ((block: EventBlock) => boolean) | undefined {
  if (typeof join !== 'object') return undefined;
  const { snapshot } = join;
  if (typeof snapshot === 'function') {
    return (block) => {
      const { type, id } = block;
      const candidate = {
        ...{ type, id },
        get data(): string {
          return block.data;
        },
      };
      try {
        return snapshot(candidate);
      } catch (error) {
        // The app's mistake is reported as such, and stops no stream.
        setTimeout(() => {
          throw error;
        });
        return false;
      }
    };
  }
  const types = [snapshot].flat();
  return ({ type }) => types.includes(type);
}
