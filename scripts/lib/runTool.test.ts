import { expect, test } from '@jest/globals';
import { runTool } from './runTool.mjs';

const node = (script: string): Promise<string[]> => runTool(process.execPath, ['-e', script]);

test('a program that succeeds has no problem, whatever it prints', async () => {
  await expect(node('console.log("all is well")')).resolves.toEqual([]);
});

test('what a program says that fails is the problem', async () => {
  const problems = await node('console.error("line 3 is wrong"); process.exit(3)');
  expect(problems.join('\n')).toMatch(/line 3 is wrong[^]*status 3/);
});

test('a program that is not there is a problem', async () => {
  await expect(runTool('no-such-program')).resolves.toEqual([
    expect.stringMatching(/no-such-program/),
  ]);
});

test("a dependency's command is found", async () => {
  await expect(runTool('tsc', ['--version'])).resolves.toEqual([]);
});
