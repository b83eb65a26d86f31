import { expect, test } from '@jest/globals';
import { urlWithLastEventId } from './urlWithLastEventId.js';

test.each([
  ['https://app.test/events', '7', 'https://app.test/events?event-stream-last-event-id=7'],
  ['https://app.test/events', '', 'https://app.test/events?event-stream-last-event-id='],
  ['https://app.test/?a=b%20c+d', '7', 'https://app.test/?a=b%20c+d&event-stream-last-event-id=7'],
  ['https://app.test/?', '7', 'https://app.test/?&event-stream-last-event-id=7'],
  ['https://app.test/#a?b', '7', 'https://app.test/?event-stream-last-event-id=7#a?b'],
  ['https://app.test/', 'ä &=#', 'https://app.test/?event-stream-last-event-id=%C3%A4%20%26%3D%23'],
])('%s after %j', (url, lastEventId, expected) => {
  expect(urlWithLastEventId(url, lastEventId)).toBe(expected);
});
