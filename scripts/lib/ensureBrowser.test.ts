import { beforeEach, expect, jest, test } from '@jest/globals';
import { ensureBrowser } from './ensureBrowser.mjs';

/** Steps over a machine on which `installed` start and `broken` exist without starting. */
function machine({
  installed = [] as string[],
  broken = [] as string[],
  download = undefined as string | undefined,
  apt = undefined as string | undefined,
}) {
  const tried: string[] = [];
  const install = (step: string, path: string | undefined): boolean => {
    tried.push(step);
    if (path !== undefined) installed.push(path);
    return path !== undefined;
  };
  return {
    tried,
    steps: {
      candidates: () => [...broken, ...installed],
      runs: (path: string) => installed.includes(path),
      download: () => Promise.resolve(install('download', download)),
      installWithApt: () => install('apt', apt),
    },
  };
}

beforeEach(() => {
  jest.spyOn(console, 'log').mockImplementation(() => undefined);
});

test('an installed browser is taken and nothing is downloaded', async () => {
  const { steps, tried } = machine({ installed: ['/usr/bin/chromium'] });
  await expect(ensureBrowser('chrome', steps)).resolves.toBe('/usr/bin/chromium');
  expect(tried).toEqual([]);
});

test('an installed browser that does not start is passed over', async () => {
  const { steps } = machine({ broken: ['/usr/bin/chromium-browser'], download: '/cache/chrome' });
  await expect(ensureBrowser('chrome', steps)).resolves.toBe('/cache/chrome');
});

test('the download comes before apt-get', async () => {
  const { steps, tried } = machine({ download: '/cache/firefox', apt: '/usr/bin/firefox-esr' });
  await expect(ensureBrowser('firefox', steps)).resolves.toBe('/cache/firefox');
  expect(tried).toEqual(['download']);
});

test('apt-get is asked when the download fails', async () => {
  const { steps, tried } = machine({ apt: '/usr/bin/firefox-esr' });
  await expect(ensureBrowser('firefox', steps)).resolves.toBe('/usr/bin/firefox-esr');
  expect(tried).toEqual(['download', 'apt']);
});

test('when nothing helps, the error says what to do', async () => {
  const { steps } = machine({});
  await expect(ensureBrowser('firefox', steps)).rejects.toThrow(
    'install one, or set FIREFOX_EXECUTABLE_PATH to its executable',
  );
});
