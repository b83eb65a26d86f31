/**
 * A function for a configuration that generateSW writes into a worker: only its source text counts, so
 * that neither a bundler nor a coverage tool nor a closure can damage it.
 */
export function functionOfSource(source: string): () => never {
  const placeholder = (): never => {
    throw new Error('This function exists in the generated worker only.');
  };
  return Object.assign(placeholder, { toString: () => source });
}
