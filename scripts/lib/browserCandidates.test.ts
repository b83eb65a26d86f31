import { expect, test } from '@jest/globals';
import type { BrowserLookups } from './browserCandidates.mjs';
import { browserCandidates } from './browserCandidates.mjs';

const lookups = (files: string[], more: BrowserLookups = {}): BrowserLookups => ({
  env: { PATH: '/opt/bin:/usr/bin' },
  platform: 'linux',
  isFile: (path) => files.includes(path),
  downloaded: () => undefined,
  ...more,
});

test('the environment comes before installed browsers, those before the download', () => {
  const files = ['/usr/bin/chromium', '/opt/bin/google-chrome', '/own/chrome'];
  const found = browserCandidates(
    'chrome',
    lookups(files, {
      env: { PATH: '/opt/bin:/usr/bin', PUPPETEER_EXECUTABLE_PATH: '/own/chrome' },
      downloaded: (name) => `/cache/${name}`,
    }),
  );
  expect(found).toEqual([
    '/own/chrome',
    '/opt/bin/google-chrome',
    '/usr/bin/chromium',
    '/cache/chrome',
  ]);
});

test('the usual places of Linux are tried even if PATH lacks them', () => {
  const found = browserCandidates('firefox', lookups(['/usr/bin/firefox-esr'], { env: {} }));
  expect(found).toEqual(['/usr/bin/firefox-esr']);
});

test('PUPPETEER_EXECUTABLE_PATH counts for the browser that its file name tells', () => {
  const env = { PUPPETEER_EXECUTABLE_PATH: '/own/Firefox-Nightly' };
  const all = lookups(['/own/Firefox-Nightly'], { env });
  expect(browserCandidates('firefox', all)).toEqual(['/own/Firefox-Nightly']);
  expect(browserCandidates('chrome', all)).toEqual([]);
});

test('FIREFOX_EXECUTABLE_PATH counts for Firefox, whatever its file is called', () => {
  const all = lookups(['/own/nightly'], { env: { FIREFOX_EXECUTABLE_PATH: '/own/nightly' } });
  expect(browserCandidates('firefox', all)).toEqual(['/own/nightly']);
  expect(browserCandidates('chrome', all)).toEqual([]);
});

test('an environment that names a missing file is an error, not a silent fallback', () => {
  const env = { PUPPETEER_EXECUTABLE_PATH: '/gone/chrome' };
  expect(() => browserCandidates('chrome', lookups(['/usr/bin/chromium'], { env }))).toThrow(
    'PUPPETEER_EXECUTABLE_PATH names /gone/chrome, which does not exist.',
  );
});

test('macOS and Windows have their own usual places', () => {
  const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
  expect(browserCandidates('chrome', lookups([mac], { platform: 'darwin' }))).toEqual([mac]);
  const windows = 'C:\\Programs\\Mozilla Firefox\\firefox.exe';
  const env = { ProgramFiles: 'C:\\Programs' };
  expect(browserCandidates('firefox', lookups([windows], { platform: 'win32', env }))).toEqual([
    windows,
  ]);
});
