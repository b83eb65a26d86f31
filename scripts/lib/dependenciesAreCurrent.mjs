/**
 * Whether what npm has installed is what the lock file asks for. npm notes what it installed in
 * `node_modules/.package-lock.json`, in the lock file's own format.
 *
 * Optional packages may be absent: npm leaves out those made for other platforms.
 *
 * @param {string} lockFile contents of `package-lock.json`
 * @param {string | undefined} installed contents of `node_modules/.package-lock.json`, if it exists
 * @returns {boolean}
 */
export function dependenciesAreCurrent(lockFile, installed) {
  if (installed === undefined) return false;
  /** @typedef {{ version?: string, integrity?: string, link?: boolean, optional?: boolean }} Entry */
  /** @type {{ packages: Record<string, Entry> }} */
  const wanted = JSON.parse(lockFile);
  /** @type {{ packages: Record<string, Entry> }} */
  const present = JSON.parse(installed);
  return Object.entries(wanted.packages).every(([path, entry]) => {
    if (!path.includes('node_modules/')) return true;
    const found = present.packages[path];
    if (found === undefined) return entry.optional === true;
    return (
      found.version === entry.version &&
      found.integrity === entry.integrity &&
      found.link === entry.link
    );
  });
}
