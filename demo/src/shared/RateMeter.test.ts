import { expect, test } from '@jest/globals';
import { RateMeter } from './RateMeter.js';

test('counts per second over the window', () => {
  const meter = new RateMeter(2000);
  meter.add(3, 1000);
  meter.add(5, 1500);
  expect(meter.perSecond(2000)).toBe(4);
});

test('what is older than the window no longer counts', () => {
  const meter = new RateMeter(2000);
  meter.add(6, 1000);
  meter.add(2, 2500);
  expect(meter.perSecond(2999)).toBe(4);
  expect(meter.perSecond(3000)).toBe(1);
  expect(meter.perSecond(4500)).toBe(0);
});
