import { expect, test } from '@jest/globals';
import { HeaderList } from './HeaderList.js';
import { mimeType } from './mimeType.js';

const of = (...values: readonly string[]) =>
  mimeType(new HeaderList(values.map((value) => ['Content-Type', value] as const)));

test.each([
  [['text/event-stream'], 'text/event-stream', undefined],
  [['Text/Event-Stream ; Charset="UTF-8"'], 'text/event-stream', 'utf-8'],
  [['text/html', 'text/event-stream'], 'text/event-stream', undefined],
  [['text/event-stream; charset=utf-8', 'text/event-stream'], 'text/event-stream', 'utf-8'],
  [['text/event-stream, nonsense'], 'text/event-stream', undefined],
  [['event-stream'], '', undefined],
  [[], '', undefined],
] as const)('of %j the last valid type counts', (values, essence, charset) => {
  expect(of(...values)).toEqual({ essence, charset });
});
