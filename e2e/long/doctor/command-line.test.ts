import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { faults } from '../../../packages/sse-doctor/src/serve/faults.js';
import { FaultServer } from '../../../packages/sse-doctor/src/serve/FaultServer.js';
import type { Report } from '../../../packages/sse-doctor/src/index.js';
import { rootFolder } from '../../../scripts/lib/rootFolder.mjs';

jest.setTimeout(120_000);

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** An empty folder into which the packed packages are installed. */
const folder = mkdtempSync(join(tmpdir(), 'doctor-'));
const running: ChildProcess[] = [];
let server: FaultServer;

const start = (command: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess => {
  const [program = '', ...args] = command;
  const child = spawn(program, args, { cwd: folder, env: { ...process.env, ...env } });
  running.push(child);
  return child;
};

const finished = async (child: ChildProcess): Promise<Run> => {
  let out = '';
  let err = '';
  child.stdout?.on('data', (text: Buffer) => (out += text.toString()));
  child.stderr?.on('data', (text: Buffer) => (err += text.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
};

const npm = async (args: readonly string[]): Promise<Run> => {
  const run = await finished(start(['npm', ...args]));
  if (run.code !== 0) throw new Error(`npm ${args.join(' ')}: ${run.err}`);
  return run;
};

const bin = join('node_modules', '.bin', 'sse-doctor');
const doctor = (args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Run> =>
  finished(start([process.execPath, bin, ...args], env));

beforeAll(async () => {
  server = await FaultServer.start();
  const packages = ['sse-multiplexer', 'sse-service-worker', 'sse-doctor'].map((name) =>
    join(rootFolder, 'packages', name),
  );
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  const { out } = await npm(['pack', '--ignore-scripts', ...packages]);
  await npm([
    'install',
    ...out
      .trim()
      .split('\n')
      .map((tarball) => `./${tarball}`),
  ]);
}, 300_000);

afterEach(() => {
  for (const child of running.splice(0)) child.kill();
});

afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

describe('the packed program, in an empty folder', () => {
  const origin = ['--origin', 'http://127.0.0.1:1'];

  test('says of a healthy stream that it works, and exits with 0', async () => {
    const { code, out } = await doctor([
      `${server.origin}/healthy`,
      ...origin,
      '--timeout',
      '3000',
    ]);
    expect(out).toContain('It works.');
    expect(out).toContain('new SSEMultiplexStrategy(');
    expect(code).toBe(0);
  });

  test('names the fault, and what to write for one server or for all, and exits with 1', async () => {
    const url = `${server.origin}/cors-slash`;
    const all = await doctor([url, ...origin, '--timeout', '1000']);
    expect(all.out).toContain('an origin has no slash at its end');
    for (const name of ['Express:', 'nginx:', 'Apache:', 'Caddy:', 'Node:']) {
      expect(all.out).toContain(name);
    }
    expect(all.code).toBe(1);
    const one = await doctor([url, ...origin, '--timeout', '1000', '--server', 'caddy']);
    expect(one.out).toContain('Caddy:');
    expect(one.out).not.toContain('nginx:');
  });

  test('prints JSON and nothing else', async () => {
    const { code, out, err } = await doctor([
      `${server.origin}/status-404`,
      ...origin,
      '--json',
      '--timeout',
      '1000',
    ]);
    const report = JSON.parse(out) as Report;
    expect(report.works).toBe(false);
    expect(report.checks.flatMap(({ findings }) => findings.map((one) => one.code))).toEqual([
      'wrong-status',
    ]);
    expect([code, err]).toEqual([1, '']);
  });

  test('is colourless in a pipe and with NO_COLOR, coloured where that is forced', async () => {
    const args = [`${server.origin}/status-404`, '--timeout', '500'];
    const escape = '\u001b[';
    expect(
      (await doctor(args, { FORCE_COLOR: '1', NO_COLOR: undefined })).out.includes(escape),
    ).toBe(true);
    expect((await doctor(args, { FORCE_COLOR: undefined })).out).not.toContain(escape);
    expect((await doctor(args, { FORCE_COLOR: '1', NO_COLOR: '1' })).out).not.toContain(escape);
  });

  test('watches until it is interrupted, tells the rate meanwhile, then reports', async () => {
    const child = start([process.execPath, bin, `${server.origin}/healthy`, '--watch']);
    const run = finished(child);
    await new Promise<void>((resolve) => {
      let text = '';
      child.stderr?.on('data', (piece: Buffer) => {
        text += piece.toString();
        if (/[1-9][\d.]* events\/s/.test(text)) resolve();
      });
    });
    child.kill('SIGINT');
    const { code, out } = await run;
    expect(out).toContain('It works.');
    expect(code).toBe(0);
  });

  test.each([
    [[], "missing required argument 'url'"],
    [['nonsense'], 'url: expected a URL that begins with http: or https:, got "nonsense".'],
    [['http://127.0.0.1:1/', '--timeout', 'soon'], 'A whole number is expected.'],
    [['http://127.0.0.1:1/', '--timeout', '1'], 'timeout: expected a number from 500'],
    [['http://127.0.0.1:1/', '--header', 'x'], '"Name: value" is expected.'],
    [['http://127.0.0.1:1/', '--origin', 'x'], 'origin: expected an origin such as'],
    [['http://127.0.0.1:1/', '--server', 'iis'], 'Allowed choices are express'],
    [['http://127.0.0.1:1/', '--nonsense'], "unknown option '--nonsense'"],
    [['serve', '--port', '99999'], 'A port is expected'],
  ])('%j is answered with a sentence, and 2', async (args, sentence) => {
    const { code, out, err } = await doctor(args);
    expect(err).toContain(`sse-doctor: `);
    expect(err).toContain(sentence);
    expect([code, out]).toEqual([2, '']);
  });

  test('says that nobody is there, and exits with 2', async () => {
    const gone = await FaultServer.start();
    await gone.stop();
    const { code, err } = await doctor([`${gone.origin}/healthy`]);
    expect(err).toContain('could not be reached');
    expect(code).toBe(2);
  });

  test('serves its faults, and lists them', async () => {
    const { out } = await doctor(['serve', '--list']);
    expect(out.trim().split('\n')).toHaveLength(faults.length);
    const child = start([process.execPath, bin, 'serve', '--port', '0']);
    const run = finished(child);
    const url = await new Promise<string>((resolve) => {
      child.stdout?.on('data', (text: Buffer) => {
        const [found] = /http:\S+/.exec(text.toString()) ?? [];
        if (found !== undefined) resolve(found);
      });
    });
    const page = await (await fetch(url)).text();
    for (const { name } of faults) expect(page).toContain(`<button>${name}</button>`);
    expect((await fetch(`${url}/status-503`)).status).toBe(503);
    child.kill('SIGINT');
    expect((await run).code).toBe(0);
  });
});
