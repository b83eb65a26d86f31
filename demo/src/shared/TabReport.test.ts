import { expect, test } from '@jest/globals';
import { parseTabReport, type TabReport } from './TabReport.js';

const report: TabReport = {
  tab: '0b7c-1',
  mode: 'multiplex',
  openStreams: 2,
  received: 80,
  missed: 0,
  repeated: 1,
  gone: false,
};

test('a report survives the wire', () => {
  expect(parseTabReport(JSON.stringify(report))).toEqual(report);
});

test('fields that a report does not have are dropped', () => {
  expect(parseTabReport(JSON.stringify({ ...report, more: 1 }))).toEqual(report);
});

test.each([
  ['no JSON', 'hello'],
  ['null', 'null'],
  ['an unknown mode', JSON.stringify({ ...report, mode: 'magic' })],
  ['a tab id with markup', JSON.stringify({ ...report, tab: '<b>' })],
  ['a negative count', JSON.stringify({ ...report, missed: -1 })],
  ['a fraction', JSON.stringify({ ...report, received: 0.5 })],
  ['a count as text', JSON.stringify({ ...report, openStreams: '2' })],
  ['no farewell flag', JSON.stringify({ ...report, gone: undefined })],
])('%s is no report', (_what, json) => {
  expect(parseTabReport(json)).toBeUndefined();
});
