import type { HeaderPairs } from './carrierProtocol.js';

/** What the server sets by itself for each stream. */
const OWN = new Set(['accept', 'cache-control', 'pragma', 'user-agent']);

/**
 * What a stream's request says that the POST which opens it does not say by itself.
 *
 * @internal
 */
export function openingHeaders({ headers }: Request): HeaderPairs {
  return [...headers].filter(([name]) => !OWN.has(name) && !name.startsWith('sec-'));
}
