import { expect, test } from '@jest/globals';
import * as workbox from '../../workbox-sse/src/bypassEventStream.js';
import { bypassEventStream } from './bypassEventStream.js';
import { fallThrough } from './fallThrough.js';

test('bypasses what workbox-sse bypasses', () => {
  expect(String(bypassEventStream)).toBe(String(workbox.bypassEventStream));
});

test('falls through synchronously', () => {
  expect(fallThrough({} as never)).toBeUndefined();
});
