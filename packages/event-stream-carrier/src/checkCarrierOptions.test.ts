import { expect, test } from '@jest/globals';
import { checkCarrierOptions } from './checkCarrierOptions.js';

const check = (url: string, options: object) => () =>
  checkCarrierOptions(url, 'https://app.example/worker.js', options);

test('what a carrier can be made with is taken', () => {
  expect(check('/event-streams', { patience: 5000, silence: false })).not.toThrow();
  expect(check('auto', {})).not.toThrow();
});

test.each<[string, object, string]>([
  ['https://', {}, "url: expected a URL, or 'auto'"],
  ['auto', { patience: 0 }, 'patience: expected a number from 1 to 2147483647'],
  ['auto', { retryAfter: '5000' }, 'retryAfter'],
  ['auto', { maxQueueBytes: false }, 'maxQueueBytes'],
  ['auto', { silence: true }, 'silence'],
])('%j with %j: the error names what was expected', (url, options, message) => {
  expect(check(url, options)).toThrow(message);
});
