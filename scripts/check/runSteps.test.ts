import { expect, test } from '@jest/globals';
import { runSteps } from './runSteps.mjs';

test('every step runs, and those that found problems or threw are named', async () => {
  const lines: string[] = [];
  const steps = [
    { name: 'one', run: () => Promise.resolve([]) },
    { name: 'two', run: () => Promise.resolve(['this is wrong']) },
    { name: 'three', run: () => Promise.reject(new Error('no such tool')) },
    { name: 'four', run: () => Promise.resolve([]) },
  ];
  await expect(runSteps(steps, (line) => lines.push(line))).resolves.toEqual(['two', 'three']);
  const output = lines.join('\n');
  expect(output).toMatch(/== one: ok \(\d+\.\d s\)/);
  expect(output).toMatch(/this is wrong\n== two: FAILED/);
  expect(output).toMatch(/no such tool[^]*== three: FAILED/);
  expect(output).toMatch(/== four: ok/);
});
