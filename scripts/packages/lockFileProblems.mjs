/**
 * What would make `npm ci` fail, or install unverified, on another machine than the one that wrote
 * the lock file: npm leaves out an optional package for another platform, without a word, when the
 * registry it asked did not have that version.
 *
 * @param {string} lockFile contents of `package-lock.json`
 * @returns {string[]} one line for each problem
 */
export function lockFileProblems(lockFile) {
  /** @typedef {{ link?: boolean, integrity?: string, optionalDependencies?: object }} Entry */
  /** @type {{ packages: Record<string, Entry> }} */
  const { packages } = JSON.parse(lockFile);
  return Object.entries(packages).flatMap(([path, entry]) => {
    const isLocal = entry.link === true || !path.includes('node_modules/');
    const unverified = isLocal || entry.integrity !== undefined ? [] : [`${path} has no integrity`];
    const missing = Object.keys(entry.optionalDependencies ?? {})
      .filter((name) => !isLocked(name, path, packages))
      .map((name) => `the lock file lacks ${name}, which ${path} needs on some platforms`);
    return [...unverified, ...missing];
  });
}

/**
 * Whether a dependency is found from where it is needed: there, or in any folder around it.
 *
 * @param {string} name
 * @param {string} from
 * @param {Record<string, unknown>} packages
 * @returns {boolean}
 */
function isLocked(name, from, packages) {
  const prefix = from === '' ? '' : `${from}/`;
  if (packages[`${prefix}node_modules/${name}`] !== undefined) return true;
  return (
    from !== '' &&
    isLocked(name, from.replace(/\/?node_modules\/(?!.*node_modules\/).*$/, ''), packages)
  );
}
