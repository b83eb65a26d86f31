/** What would tie a text to the machine on which it was written. */
const forbidden = [
  {
    what: 'a path of one machine',
    pattern:
      /(?<![\w.~$)}\]/-])\/(?:home|root|Users|work|workspace|tmp|mnt|private|var\/folders)\/[\w.-]+|\b[A-Z]:\\Users\\/,
  },
  {
    what: "a registry's host",
    pattern: /\/\/(?:[\w.-]*\.)?(?:registry|artifactory|nexus)[\w-]*\.[\w.-]+/i,
  },
];

/**
 * Machine paths and registry hosts in a text.
 *
 * @param {string} path of the file, for the message
 * @param {string} text
 * @returns {string[]} one line for each problem
 */
export function forbiddenWords(path, text) {
  return text.split('\n').flatMap((line, index) =>
    forbidden.flatMap(({ what, pattern }) => {
      const [found] = pattern.exec(line) ?? [];
      return found === undefined ? [] : [`${path}:${index + 1} names ${what}: ${found}`];
    }),
  );
}
