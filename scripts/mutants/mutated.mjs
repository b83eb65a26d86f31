/**
 * A source with a fault in it.
 *
 * @param {string} source
 * @param {import('./mutations.mjs').Mutation} mutation
 * @returns {string}
 * @throws {Error} if the place of the fault is not there exactly once
 */
export function mutated(source, { file, from, to }) {
  const count = source.split(from).length - 1;
  if (count !== 1) {
    throw new Error(
      `${file}: expected this once, found it ${count} times: ${JSON.stringify(from)}`,
    );
  }
  return source.replace(from, () => to);
}
