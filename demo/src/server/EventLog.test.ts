import { expect, test } from '@jest/globals';
import { EventLog } from './EventLog.js';

const filled = (count: number, limit = 100): EventLog => {
  const log = new EventLog('run', limit);
  for (let number = 1; number <= count; number += 1) log.append('tick', { number });
  return log;
};

const ids = (events: readonly { id: string }[]): string[] => events.map(({ id }) => id);

test('an event goes over the wire as one block with its name, id and data', () => {
  const log = new EventLog('run', 10);
  expect(log.append('cpu', { total: 7 }).block).toBe(
    'event: cpu\nid: run-1\ndata: {"total":7}\n\n',
  );
});

test('data with line breaks stays one line', () => {
  const { block } = new EventLog('run', 10).append('message', 'a\nb\r\nc');
  expect(block.split('\n')).toHaveLength(5);
});

test('a reader who comes back gets exactly what it missed', () => {
  expect(ids(filled(5).after('run-3'))).toEqual(['run-4', 'run-5']);
});

test('a reader who missed nothing gets nothing', () => {
  expect(filled(5).after('run-5')).toEqual([]);
});

test('a reader who was away for longer than the history gets all of the history', () => {
  expect(ids(filled(9, 3).after('run-2'))).toEqual(['run-7', 'run-8', 'run-9']);
});

test.each(['other-3', 'run-6', 'nonsense', ''])('the last event ID "%s" brings nothing', (id) => {
  expect(filled(5).after(id)).toEqual([]);
});

test('keeps no more events than its limit', () => {
  expect(ids(filled(9, 3).recent)).toEqual(['run-7', 'run-8', 'run-9']);
});

test('tells its listeners of each event until they leave, also while they are being told', () => {
  const log = filled(0);
  const heard: string[] = [];
  const leaveFirst = log.subscribe(({ id }) => {
    heard.push(`first ${id}`);
    leaveFirst();
  });
  log.subscribe(({ id }) => heard.push(`second ${id}`));
  log.append('tick', 1);
  log.append('tick', 2);
  expect(heard).toEqual(['first run-1', 'second run-1', 'second run-2']);
});
