import { browserCandidates } from './browserCandidates.mjs';
import { browserRuns } from './browserRuns.mjs';
import { downloadBrowser } from './downloadBrowser.mjs';
import { installWithApt } from './installWithApt.mjs';

const titles = { chrome: 'Chrome or Chromium', firefox: 'Firefox' };
const variables = { chrome: 'PUPPETEER_EXECUTABLE_PATH', firefox: 'FIREFOX_EXECUTABLE_PATH' };

/**
 * The path of a browser that starts: one that {@link browserCandidates} knows, else one downloaded into
 * the project's cache, else one from Debian's packages.
 *
 * @param {'chrome' | 'firefox'} name
 * @param {object} [steps] replaceable for tests
 * @param {(name: 'chrome' | 'firefox') => string[]} [steps.candidates]
 * @param {(path: string) => boolean} [steps.runs]
 * @param {(name: 'chrome' | 'firefox') => Promise<boolean>} [steps.download]
 * @param {(name: 'chrome' | 'firefox') => boolean} [steps.installWithApt]
 * @returns {Promise<string>} absolute path of its executable
 */
export async function ensureBrowser(name, steps = {}) {
  const {
    candidates = browserCandidates,
    runs = browserRuns,
    download = downloadBrowser,
    installWithApt: apt = installWithApt,
  } = steps;
  const usable = () =>
    candidates(name).find((path) => {
      const starts = runs(path);
      if (!starts) console.log(`${path} does not start`);
      return starts;
    });

  let path = usable();
  if (path !== undefined) return path;

  console.log(`No ${titles[name]} found: downloading one`);
  if (await download(name)) path = usable();
  if (path !== undefined) return path;

  console.log('Trying apt-get');
  if (apt(name)) path = usable();
  if (path !== undefined) return path;

  throw new Error(
    `No ${titles[name]} starts here and none could be downloaded: ` +
      `install one, or set ${variables[name]} to its executable.`,
  );
}
