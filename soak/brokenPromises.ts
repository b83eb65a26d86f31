import type { SoakResult } from './SoakResult.js';
import { streamNames } from './TabReport.js';

/** Seconds for which Firefox lets a worker be, at least: so often one stream may break in a tab. */
const period = 20;

/** What a run promises and its result does not show, as sentences; none if all is well. */
export const brokenPromises = (result: SoakResult): string[] => {
  const { browser, helper, minutes, tabs, published, connected } = result;
  const broken: string[] = [];
  const expect = (kept: boolean, promise: string): void => {
    if (!kept) broken.push(`${browser} ${helper ? 'with' : 'without'} the page helper: ${promise}`);
  };
  expect(
    tabs.some(({ isHidden }) => isHidden),
    'there must be hidden tabs.',
  );
  for (const { tab, streams } of tabs) {
    for (const name of streamNames) {
      const { last, lost, doubled, closed } = streams[name];
      const what = `the ${name} stream of tab ${tab}`;
      expect(lost === 0, `${what} may lose nothing, it lost ${lost}.`);
      expect(doubled === 0, `${what} may not get an event twice, it got ${doubled}.`);
      expect(closed === 0, `${what} may not be closed for good.`);
      expect(
        last === published[name],
        `${what} must end with event ${published[name]}, not with ${last ?? 'none'}.`,
      );
    }
    const errors = streamNames.reduce((sum, name) => sum + streams[name].errors, 0);
    const limit =
      browser === 'chrome' || helper ? 0 : Math.ceil((minutes * 60) / period) * streamNames.length;
    expect(errors <= limit, `${limit} errors at most in tab ${tab}, not ${errors}.`);
  }
  for (const name of streamNames) {
    expect(connected[name] === 1, `one connection for the ${name} stream, not ${connected[name]}.`);
  }
  return broken;
};
