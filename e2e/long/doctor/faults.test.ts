import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { examine } from '../../../packages/sse-doctor/src/index.js';
import type { Report } from '../../../packages/sse-doctor/src/index.js';
import { faults } from '../../../packages/sse-doctor/src/serve/faults.js';
import { FaultServer } from '../../../packages/sse-doctor/src/serve/FaultServer.js';
import { codesOf } from './codesOf.js';
import { inParallel } from './inParallel.js';

jest.setTimeout(120_000);

/** Of another port, and so another origin. */
const origin = 'http://127.0.0.1:1';

describe('a stream with one fault', () => {
  let server: FaultServer;
  const reports = new Map<string, Report>();

  beforeAll(async () => {
    server = await FaultServer.start();
    await inParallel(faults, 8, async ({ name, options }) => {
      const url = `${server.origin}/${name}`;
      reports.set(name, await examine(url, { origin, timeout: 5000, ...options }));
    });
  });

  afterAll(() => server.stop());

  test('there are at least 40 of them, no two of one name', () => {
    expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
    expect(faults.length).toBeGreaterThanOrEqual(40);
  });

  test.each(faults)('$name: $says It is found as $code, and nothing else is', ({ name, code }) => {
    const report = reports.get(name);
    expect(report && codesOf(report)).toEqual([code]);
  });

  test('every finding says what was seen, what comes of it, and what to write for each server', () => {
    const findings = [...reports.values()].flatMap(({ checks }) =>
      checks.flatMap((check) => check.findings),
    );
    for (const { evidence, consequence, mend } of findings) {
      for (const text of [evidence, consequence, ...Object.values<string>({ ...mend })])
        expect(text).toMatch(/\S/);
      expect(Object.keys(mend).sort()).toEqual(['apache', 'caddy', 'express', 'nginx', 'node']);
    }
  });
});
