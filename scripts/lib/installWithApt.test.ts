import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { installWithApt } from './installWithApt.mjs';

let folder: string;

/** Puts an apt-get on PATH that notes its arguments and fails for those in `failing`. */
function fakeApt(failing: string): Record<string, string> {
  const program = join(folder, 'apt-get');
  const log = join(folder, 'log');
  writeFileSync(
    program,
    `#!/bin/sh\necho "$DEBIAN_FRONTEND $*" >> '${log}'\n[ "$1" != '${failing}' ]\n`,
  );
  chmodSync(program, 0o755);
  return { PATH: `${folder}:/bin:/usr/bin` };
}

const calls = (): string[] => readFileSync(join(folder, 'log'), 'utf8').trimEnd().split('\n');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'apt-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('updates the package lists, then installs without asking', () => {
  expect(installWithApt('firefox', fakeApt('nothing'), 0)).toBe(true);
  expect(calls()).toEqual([
    'noninteractive update --quiet',
    'noninteractive install --quiet --yes --no-install-recommends firefox-esr',
  ]);
});

test('goes on with the lists there are when the update fails', () => {
  expect(installWithApt('chrome', fakeApt('update'), 0)).toBe(true);
  expect(calls()[1]).toMatch(/ chromium$/);
});

test('a failed install is reported', () => {
  expect(installWithApt('chrome', fakeApt('install'), 0)).toBe(false);
});

test('without root it does not try', () => {
  expect(installWithApt('chrome', fakeApt('nothing'), 1000)).toBe(false);
});

test('without apt-get it fails instead of throwing', () => {
  expect(installWithApt('chrome', { PATH: folder }, 0)).toBe(false);
});
