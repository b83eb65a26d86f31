import { expect, test } from '@jest/globals';
import { EventLog } from './EventLog.js';
import { MetricsSampler, type Machine } from './MetricsSampler.js';

const figures = { connections: 2, tabs: 10 };
const server = {
  none: figures,
  'network-first': figures,
  bypass: figures,
  multiplex: figures,
  carrier: figures,
};

test('a sample is four named events with what the machine did since the sample before', () => {
  let busy = 0;
  let idle = 0;
  const machine: Machine = {
    cpus: () => [{ times: { user: busy, idle, nice: 0, sys: 0, irq: 0 } }],
    totalmem: () => 8000,
    freemem: () => 6000,
    loadavg: () => [0.123, 1, 2],
    uptime: () => 59.6,
  };
  const log = new EventLog('run', 10);
  const sampler = new MetricsSampler(machine, log, () => server);

  busy = 500;
  idle = 1500;
  sampler.sample();

  expect(Object.fromEntries(log.recent.map(({ name, data }) => [name, data]))).toEqual({
    cpu: { cores: [25], total: 25 },
    memory: { used: 2000, total: 8000 },
    load: { averages: [0.12, 1, 2], uptimeSeconds: 60 },
    server,
  });
  expect(log.recent).toHaveLength(4);

  busy = 1400;
  idle = 1600;
  sampler.sample();
  expect(log.recent.at(-3)?.data).toEqual({ cores: [90], total: 90 });
});
