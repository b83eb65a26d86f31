/**
 * What `tsc` leaves behind when a source is removed or renamed.
 *
 * @param {readonly string[]} outputs paths inside a package's `dist`
 * @param {readonly string[]} sources paths inside its `src`
 * @returns {string[]} the outputs without a source
 */
export function staleOutputs(outputs, sources) {
  return outputs.filter((path) => {
    const [, stem] = /^(.+?)\.(?:js|d\.ts)(?:\.map)?$/.exec(path) ?? [];
    return stem !== undefined && !sources.includes(`${stem}.ts`);
  });
}
