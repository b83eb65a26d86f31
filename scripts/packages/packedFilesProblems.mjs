/**
 * Holds what a package would publish against what it should: its licence, its README and the build
 * of the sources it has now, and nothing else.
 *
 * @param {string} name of the package, for the messages
 * @param {readonly string[]} packed paths inside the package
 * @param {readonly string[]} sources paths inside the package's `src`, without extension
 * @param {readonly string[]} [bundles] paths inside the package that it has to contain besides
 * @returns {string[]} one line for each problem
 */
export function packedFilesProblems(name, packed, sources, bundles = []) {
  const required = ['README.md', 'LICENSE', 'package.json', ...bundles];
  const missing = required.filter((path) => !packed.includes(path));
  const surplus = packed.filter((path) => {
    if (required.includes(path) || path === 'CHANGELOG.md') return false;
    const [, source] = /^(?:dist|build\/cjs)\/(.+?)\.(?:js|d\.ts)(?:\.map)?$/.exec(path) ?? [];
    return source === undefined || /\.test$|^testing\//.test(source) || !sources.includes(source);
  });
  return [
    ...missing.map((path) => `${name} would be published without ${path}`),
    ...surplus.map((path) => `${name} would publish ${path}, which does not belong there`),
  ];
}
