import { posix, win32 } from 'node:path';

const commands = {
  chrome: [
    'google-chrome-stable',
    'google-chrome',
    'chromium',
    'chromium-browser',
    'microsoft-edge',
    'chrome',
    'msedge',
  ],
  firefox: ['firefox-esr', 'firefox'],
};

const macApplications = {
  chrome: ['Google Chrome', 'Chromium', 'Microsoft Edge'],
  firefox: ['Firefox'],
};

const windowsPrograms = {
  chrome: ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'],
  firefox: ['Mozilla Firefox\\firefox.exe'],
};

const linuxFolders = ['/usr/bin', '/usr/local/bin', '/snap/bin'];

/**
 * Where a browser may be installed on this platform, likeliest first: the folders of PATH, then the
 * usual places. Nothing is looked up; the caller tries the paths.
 *
 * @param {'chrome' | 'firefox'} name
 * @param {NodeJS.Platform} platform
 * @param {Record<string, string | undefined>} env
 * @returns {string[]} absolute paths
 */
export function browserPlaces(name, platform, env) {
  if (platform === 'win32') {
    const onPath = foldersOf(env['Path'] ?? env['PATH'], ';').flatMap((folder) =>
      commands[name].map((command) => win32.join(folder, `${command}.exe`)),
    );
    const roots = [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']];
    const usual = roots.flatMap((root) =>
      root ? windowsPrograms[name].map((program) => win32.join(root, program)) : [],
    );
    return [...onPath, ...usual];
  }
  const folders = foldersOf(env['PATH'], ':');
  if (platform === 'linux') folders.push(...linuxFolders);
  const inFolders = folders.flatMap((folder) =>
    commands[name].map((command) => posix.join(folder, command)),
  );
  if (platform !== 'darwin') return inFolders;
  const roots = ['/Applications', posix.join(env['HOME'] ?? '/', 'Applications')];
  const usual = roots.flatMap((root) =>
    macApplications[name].map((application) => {
      const program = application === 'Firefox' ? 'firefox' : application;
      return posix.join(root, `${application}.app/Contents/MacOS/${program}`);
    }),
  );
  return [...usual, ...inFolders];
}

/**
 * @param {string | undefined} path
 * @param {string} separator
 * @returns {string[]}
 */
function foldersOf(path, separator) {
  return (path ?? '').split(separator).filter((folder) => folder !== '');
}
