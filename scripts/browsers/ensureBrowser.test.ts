import { expect, jest, test } from '@jest/globals';
import { chosenBrowser } from './chosenBrowser.mjs';
import { ensureBrowser } from './ensureBrowser.mjs';

jest.spyOn(console, 'log').mockImplementation(() => {});

/** A machine on which the named steps make a browser appear, and only the named paths start. */
const machine = ({
  chosen,
  present = [],
  starting,
  downloads = false,
  packages = false,
}: {
  chosen?: string;
  present?: string[];
  starting: string[];
  downloads?: boolean;
  packages?: boolean;
}) => {
  const paths = [...present];
  return {
    chosen: () => chosen,
    installed: () => paths,
    starts: (path: string) => starting.includes(path),
    download: jest.fn(() => Promise.resolve(downloads && paths.push('/downloaded')).then(() => {})),
    apt: jest.fn(() => Promise.resolve(packages && paths.push('/packaged')).then(() => {})),
  };
};

test('the browser that the environment names comes first', async () => {
  const steps = machine({ chosen: '/mine', present: ['/usual'], starting: ['/mine', '/usual'] });
  await expect(ensureBrowser('chrome', steps)).resolves.toBe('/mine');
});

test('an installed one that does not start is passed over', async () => {
  const steps = machine({ present: ['/placeholder', '/usual'], starting: ['/usual'] });
  await expect(ensureBrowser('firefox', steps)).resolves.toBe('/usual');
  expect(steps.download).not.toHaveBeenCalled();
});

test('where there is none, one is downloaded', async () => {
  const steps = machine({ starting: ['/downloaded'], downloads: true });
  await expect(ensureBrowser('chrome', steps)).resolves.toBe('/downloaded');
  expect(steps.apt).not.toHaveBeenCalled();
});

test('where the download is out of reach or does not start, a package is installed', async () => {
  const steps = machine({ starting: ['/packaged'], downloads: true, packages: true });
  await expect(ensureBrowser('chrome', steps)).resolves.toBe('/packaged');
});

test('where nothing helps, it is said what does', async () => {
  await expect(ensureBrowser('firefox', machine({ starting: [] }))).rejects.toThrow(
    'install one, or set FIREFOX_EXECUTABLE_PATH to its executable',
  );
});

test('a variable stands for the browser that its file name tells', () => {
  const [path, node] = [process.execPath, 'firefox-of-mine'];
  expect(chosenBrowser('chrome', { PUPPETEER_EXECUTABLE_PATH: path })).toBe(path);
  expect(chosenBrowser('firefox', { PUPPETEER_EXECUTABLE_PATH: path })).toBeUndefined();
  expect(chosenBrowser('firefox', { FIREFOX_EXECUTABLE_PATH: path })).toBe(path);
  expect(chosenBrowser('chrome', { PUPPETEER_EXECUTABLE_PATH: node })).toBeUndefined();
  expect(() => chosenBrowser('firefox', { PUPPETEER_EXECUTABLE_PATH: node })).toThrow(
    'PUPPETEER_EXECUTABLE_PATH names firefox-of-mine, which does not exist',
  );
});
