import { expect, test } from '@jest/globals';
import { cpuUsage, type CpuTimes } from './cpuUsage.js';

const times = (user: number, idle: number): CpuTimes => ({ user, idle, nice: 0, sys: 0, irq: 0 });

test('busy time is what is not idle, in percent, per core and over all', () => {
  const before = [times(100, 900), times(0, 1000)];
  const after = [times(400, 1600), times(500, 1500)];
  expect(cpuUsage(before, after)).toEqual({ cores: [30, 50], total: 40 });
});

test('counters that have not moved are no load', () => {
  const reading = [times(100, 900)];
  expect(cpuUsage(reading, reading)).toEqual({ cores: [0], total: 0 });
});

test('a core that has just come online is shown at rest', () => {
  expect(cpuUsage([times(0, 0)], [times(50, 50), times(900, 100)])).toEqual({
    cores: [50, 0],
    total: 50,
  });
});

test('every kind of busy time counts', () => {
  const before = { user: 0, nice: 0, sys: 0, idle: 0, irq: 0 };
  const after = { user: 10, nice: 10, sys: 10, idle: 60, irq: 10 };
  expect(cpuUsage([before], [after]).total).toBe(40);
});
