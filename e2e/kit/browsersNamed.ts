import type { BrowserName } from './BrowserName.js';

/**
 * The browsers that the option `--browser` of a command asks for: both, unless it names one.
 *
 * @throws TypeError if it names another
 */
export const browsersNamed = (name: string | undefined): readonly BrowserName[] => {
  switch (name) {
    case undefined:
      return ['chrome', 'firefox'];
    case 'chromium':
    case 'chrome':
      return ['chrome'];
    case 'firefox':
      return ['firefox'];
    default:
      throw new TypeError(`--browser expects chromium or firefox, got "${name}".`);
  }
};
