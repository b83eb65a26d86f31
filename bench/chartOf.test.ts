import { expect, test } from '@jest/globals';
import { summarise } from './summarise.js';
import { chartOf } from './chartOf.js';
import { sampleOf } from './testing/sampleOf.js';

test('the chart is an SVG that names every way that was measured', async () => {
  const svg = await chartOf(summarise([sampleOf('native'), sampleOf('leader', { p50: 3 })]));
  expect(svg).toMatch(/^<svg .*<\/svg>$/s);
  expect(svg).toContain('native EventSource');
  expect(svg).toContain('Web Locks leader');
  expect(svg).not.toContain('SharedWorker');
});
