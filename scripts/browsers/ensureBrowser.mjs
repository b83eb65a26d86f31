import { x, xSync } from 'tinyexec';
import { rootFolder } from '../lib/rootFolder.mjs';
import { chosenBrowser } from './chosenBrowser.mjs';
import { installedBrowsers } from './installedBrowsers.mjs';

const titles = { chrome: 'Chrome or Chromium', firefox: 'Firefox' };
const variables = { chrome: 'PUPPETEER_EXECUTABLE_PATH', firefox: 'FIREFOX_EXECUTABLE_PATH' };
const debianPackages = { chrome: 'chromium', firefox: 'firefox-esr' };

/** Milliseconds, for some hundred megabytes. */
const downloadLimit = 600_000;

/** What tests replace. */
const realSteps = { chosen: chosenBrowser, installed: installedBrowsers, starts, download, apt };

/**
 * The path of a browser that starts: the environment's choice, else an installed one, else Puppeteer's
 * download, else one of Debian's packages.
 *
 * @param {'chrome' | 'firefox'} name
 * @param {typeof realSteps} [steps]
 * @returns {Promise<string>} absolute path of its executable
 */
export async function ensureBrowser(name, steps = realSteps) {
  const usable = () =>
    [steps.chosen(name) ?? steps.installed(name)].flat().find((path) => {
      const isUsable = steps.starts(path);
      if (!isUsable) console.log(`${path} does not start`);
      return isUsable;
    });

  let path = usable();
  if (path !== undefined) return path;
  for (const install of [steps.download, steps.apt]) {
    await install(name);
    path = usable();
    if (path !== undefined) return path;
  }
  throw new Error(
    `No ${titles[name]} starts here and none could be downloaded: ` +
      `install one, or set ${variables[name]} to its executable.`,
  );
}

/**
 * Whether a browser starts here at all: a download may lack system libraries, and some distributions
 * install a placeholder under a browser's name. Windows's Chrome opens a window instead of printing its
 * version, so there the file has to do.
 *
 * @param {string} path
 * @returns {boolean}
 */
function starts(path) {
  if (process.platform === 'win32') return true;
  const { exitCode, stdout } = xSync(path, ['--version'], { timeout: 30_000 });
  return exitCode === 0 && /\d+\.\d+/.test(stdout);
}

/** @param {'chrome' | 'firefox'} name */
async function download(name) {
  console.log(`No ${titles[name]} found: downloading one`);
  const { exitCode, stderr } = await x('puppeteer', ['browsers', 'install', name], {
    nodeOptions: { cwd: rootFolder },
    timeout: downloadLimit,
  });
  // Its last lines; before them it prints how it is used.
  if (exitCode !== 0) console.log(stderr.trim().split('\n').slice(-2).join('\n'));
}

/** @param {'chrome' | 'firefox'} name */
async function apt(name) {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return;
  console.log('Trying apt-get');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const aptGet = (/** @type {string[]} */ ...args) =>
    x('apt-get', ['--quiet', ...args], { nodeOptions: { stdio: 'inherit', env } });
  // The package lists may be old or absent; an update that fails leaves what there is.
  await aptGet('update');
  await aptGet('install', '--yes', '--no-install-recommends', debianPackages[name]);
}
