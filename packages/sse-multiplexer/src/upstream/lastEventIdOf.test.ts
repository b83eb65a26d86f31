import { expect, test } from '@jest/globals';
import { lastEventIdOf } from './lastEventIdOf.js';

const request = (value?: string): Request =>
  new Request(
    'https://app.test/',
    value === undefined ? {} : { headers: { 'last-event-id': value } },
  );

test('a request without the header says nothing', () => {
  expect(lastEventIdOf(request())).toBeUndefined();
});

test.each([
  ['7', '7'],
  ['\u00c3\u00bc \u00e2\u0082\u00ac', '\u00fc \u20ac'],
  ['\u00ef\u00bb\u00bfmark', '\uFEFFmark'],
  ['\u00ff', '\ufffd'],
])('the bytes %j are %j', (value, id) => {
  expect(lastEventIdOf(request(value))).toBe(id);
});
