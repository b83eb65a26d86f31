import { expect, test } from '@jest/globals';
import { brokenPromises } from './brokenPromises.js';
import type { ModeResult } from './ModeResult.js';

const native: ModeResult = {
  mode: 'none',
  metrics: 3,
  chat: 3,
  carriers: 0,
  streams: 2,
  live: 3,
  oneMoreMs: undefined,
  resumed: 'with-id',
  left: 0,
  missed: 0,
  repeated: 0,
};
const bypass: ModeResult = { ...native, mode: 'bypass' };
const multiplex: ModeResult = {
  ...native,
  mode: 'multiplex',
  metrics: 1,
  chat: 1,
  live: 10,
  oneMoreMs: 600,
};

const carrier: ModeResult = {
  ...multiplex,
  mode: 'carrier',
  metrics: 0,
  chat: 0,
  carriers: 1,
  streams: 32,
};

test('all is well when bypass is as good as native and multiplex serves every tab', () => {
  expect(brokenPromises([native, bypass, multiplex, carrier], 10)).toEqual([]);
});

test('what the other modes break is not held against anybody', () => {
  const bad = { resumed: 'without-id', left: 6, missed: 8, repeated: 2, live: 0 } as const;
  expect(brokenPromises([{ ...native, mode: 'network-first', ...bad }], 10)).toEqual([]);
});

test.each<[string, Partial<ModeResult>]>([
  ['two connections for one stream', { metrics: 2 }],
  ['two connections for the other stream', { chat: 2 }],
  ['a tab that is not served', { live: 9 }],
  ['one more page that hangs', { oneMoreMs: undefined }],
  ['one more page that is slow', { oneMoreMs: 2001 }],
  ['a lost last event ID', { resumed: 'without-id' }],
  ['a connection that outlives the tabs', { left: 1 }],
  ['a missed event', { missed: 1 }],
  ['a repeated event', { repeated: 1 }],
])('multiplex may not have %s', (_what, change) => {
  const broken = brokenPromises([native, bypass, { ...multiplex, ...change }], 10);
  expect(broken).toHaveLength(1);
  expect(broken[0]).toMatch(/^Multiplex: /);
});

test.each<[string, Partial<ModeResult>]>([
  ['fewer live tabs than without a worker', { live: 2 }],
  ['a lost last event ID', { resumed: 'without-id' }],
  ['no reconnect', { resumed: 'none' }],
  ['a connection that outlives the tabs', { left: 1 }],
  ['a missed event', { missed: 1 }],
  ['a repeated event', { repeated: 1 }],
])('bypass may not have %s', (_what, change) => {
  const broken = brokenPromises([native, { ...bypass, ...change }, multiplex], 10);
  expect(broken).toHaveLength(1);
  expect(broken[0]).toMatch(/^Bypass: /);
});

test.each<[string, Partial<ModeResult>]>([
  ['two connections', { carriers: 2 }],
  ['a connection beside the carrier', { chat: 1 }],
  ['fewer streams than the tabs have', { streams: 29 }],
  ['one more page that hangs', { oneMoreMs: undefined }],
])('carrier may not have %s', (_what, change) => {
  const broken = brokenPromises([native, { ...carrier, ...change }], 10);
  expect(broken).toHaveLength(1);
  expect(broken[0]).toMatch(/^Carrier: /);
});

test('natively one more page hangs', () => {
  expect(brokenPromises([{ ...native, oneMoreMs: 100 }], 10)).toHaveLength(1);
});
