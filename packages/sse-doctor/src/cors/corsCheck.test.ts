import { expect, test } from '@jest/globals';
import { HeaderList } from '../http/HeaderList.js';
import { corsCheck } from './corsCheck.js';

const origin = 'https://app.example.com';
const ORIGIN = 'Access-Control-Allow-Origin';
const CREDENTIALS = 'Access-Control-Allow-Credentials';

test.each([
  [[], 'absent', 'absent'],
  [[[ORIGIN, '*']], undefined, 'wildcard'],
  [[[ORIGIN, origin]], undefined, 'no-credentials'],
  [
    [
      [ORIGIN, origin],
      [CREDENTIALS, 'true'],
    ],
    undefined,
    undefined,
  ],
  [
    [
      [ORIGIN, origin],
      [CREDENTIALS, 'True'],
    ],
    undefined,
    'no-credentials',
  ],
  [
    [
      [ORIGIN, origin],
      [CREDENTIALS, 'true'],
      [CREDENTIALS, 'true'],
    ],
    undefined,
    'no-credentials',
  ],
  [
    [
      [ORIGIN, origin],
      [ORIGIN, origin],
    ],
    'list',
    'list',
  ],
  [[[ORIGIN, `${origin}/`]], 'other', 'other'],
  [[[ORIGIN, 'null']], 'other', 'other'],
] as const)('%j: without credentials %s, with them %s', (headers, plain, credentialed) => {
  const list = new HeaderList(headers);
  expect(corsCheck(list, origin, false)).toBe(plain);
  expect(corsCheck(list, origin, true)).toBe(credentialed);
});
