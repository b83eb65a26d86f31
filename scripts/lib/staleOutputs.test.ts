import { expect, test } from '@jest/globals';
import { staleOutputs } from './staleOutputs.mjs';

test('finds every output of a source that is gone, and nothing else', () => {
  const kept = ['index.js', 'index.d.ts', 'index.js.map', 'hub/Hub.js', 'notes.txt'];
  const stale = ['Hub.js', 'Hub.d.ts', 'Hub.js.map', 'old/index.js'];
  expect(staleOutputs([...kept, ...stale], ['index.ts', 'hub/Hub.ts'])).toEqual(stale);
});
