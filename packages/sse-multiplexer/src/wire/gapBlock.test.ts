import { expect, test } from '@jest/globals';
import { gapBlock } from './gapBlock.js';
import { interpretEventStream } from '../testing/interpretEventStream.js';

test('is one event of the type given, its data JSON, and leaves the last event ID alone', () => {
  expect(interpretEventStream(gapBlock('l\u00fccke', 'not-resumed'), '7').events).toEqual([
    { type: 'l\u00fccke', data: '{"reason":"not-resumed"}', lastEventId: '7' },
  ]);
});
