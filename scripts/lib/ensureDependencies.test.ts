import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { rootFolder } from './rootFolder.mjs';

/** A clone in which nothing is installed, and a folder with an `npm` that installs nothing. */
let clone: string;
let programs: string;

beforeAll(() => {
  clone = mkdtempSync(join(tmpdir(), 'clone-'));
  programs = mkdtempSync(join(tmpdir(), 'programs-'));
  cpSync(join(rootFolder, 'scripts'), join(clone, 'scripts'), { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) {
    cpSync(join(rootFolder, file), join(clone, file));
  }
  writeFileSync(join(programs, 'npm'), '#!/bin/sh\necho "npm $*"\nexit 1\n');
  chmodSync(join(programs, 'npm'), 0o755);
});

afterAll(() => {
  rmSync(clone, { recursive: true });
  rmSync(programs, { recursive: true });
});

const commands = readdirSync(join(rootFolder, 'scripts')).filter((name) => name.endsWith('.mjs'));

test.each(commands)('%s installs what it needs in a fresh clone', (command) => {
  const { stdout, stderr } = spawnSync(process.execPath, [join(clone, 'scripts', command)], {
    cwd: clone,
    encoding: 'utf8',
    env: { ...process.env, PATH: [programs, process.env['PATH']].join(delimiter) },
  });
  expect({ stdout, stderr }).toEqual({
    stdout: expect.stringContaining('npm ci --ignore-scripts'),
    stderr: expect.stringContaining('npm ci failed'),
  });
});
