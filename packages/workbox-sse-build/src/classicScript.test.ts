import { runInNewContext } from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import { tokenizer } from 'acorn';
import { buildClassicScript } from '../buildClassicScript.mjs';

describe.each(['development', 'production'] as const)('the script for %s', (mode) => {
  const script = buildClassicScript(mode);

  test('defines one global', async () => {
    const { code } = await script;
    const self: Record<string, unknown> = {};
    runInNewContext(code, { self, TextDecoder, TextEncoder });
    expect(Object.keys(self)).toEqual(['workboxSSE']);
    expect(Object.keys(self['workboxSSE'] as object).sort()).toEqual([
      'EventStreamGuardPlugin',
      'bypassEventStream',
      'fallThrough',
      'isEventStreamRequest',
      'multiplex',
      'reset',
      'session',
    ]);
  });

  test('has no property that generateSW would rename, and nothing of Workbox', async () => {
    const { code } = await script;
    let previous = '';
    const properties: string[] = [];
    for (const { type, start, end } of tokenizer(code, { ecmaVersion: 2024 })) {
      if (type.label === 'name' && previous === '.') properties.push(code.slice(start, end));
      previous = type.label;
    }
    expect(properties.length).toBeGreaterThan(100);
    expect(properties.filter((name) => /^_|_$/.test(name))).toEqual([]);
    expect(code).not.toMatch(/workbox:|registerRoute|StrategyHandler/);
  });

  test('has a source map with the sources in it', async () => {
    const { code, fileName, map } = await script;
    expect(code.trimEnd().split('\n').at(-1)).toBe(`//# sourceMappingURL=${fileName}.map`);
    const { sources, sourcesContent } = JSON.parse(map) as Record<string, string[]>;
    expect(sources?.some((path) => path.endsWith('Hub.ts'))).toBe(true);
    expect(sourcesContent).toHaveLength(sources?.length ?? 0);
  });
});
