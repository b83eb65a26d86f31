import { ensureBrowser } from '../browsers/ensureBrowser.mjs';
import { jestProblems } from './jestProblems.mjs';

/**
 * What runs one of Jest's projects that need browsers.
 *
 * @param {'e2e' | 'long'} project
 * @returns {import('../check/runSteps.mjs').CheckStep[]}
 */
export const browserSteps = (project) => [
  {
    name: 'browsers',
    run: async () => {
      process.env['PUPPETEER_EXECUTABLE_PATH'] = await ensureBrowser('chrome');
      process.env['FIREFOX_EXECUTABLE_PATH'] = await ensureBrowser('firefox');
      return [];
    },
  },
  { name: project, run: () => jestProblems(project) },
];
