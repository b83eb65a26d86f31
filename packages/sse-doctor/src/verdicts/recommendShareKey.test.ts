import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import type { Evidence } from '../evidence/Evidence.js';
import { resolveExamination } from '../resolveExamination.js';
import { heard } from '../testing/heard.js';
import { recommendShareKey } from './recommendShareKey.js';

const codesFor = (query: string): (string | undefined)[] => {
  const examination = resolveExamination(`https://api.test/events${query}`);
  return recommendShareKey({ examination } as Evidence, heard([[1, '4711']])).map(
    ({ code }) => code,
  );
};
const token = (claims: object): string =>
  ['{}', JSON.stringify(claims), 's']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');

test('a URL without anything that changes is the key by itself', () => {
  expect(codesFor('')).toEqual([undefined]);
  expect(codesFor('?room=7')).toEqual([undefined]);
});

test('a place in the stream is a cursor, by its name or by its value', () => {
  expect(codesFor('?since=1')).toEqual([`cursor: { query: 'since' }`]);
  expect(codesFor('?begin=4711')).toEqual([`cursor: { query: 'begin' }`]);
});

test('what only keeps caches from answering is ignored', () => {
  expect(codesFor('?_=17&room=7')).toEqual(['ignoreURLParametersMatching: [/^_$/]']);
});

test('a token is left out only where it says who the user is', () => {
  expect(codesFor('?token=opaque')).toEqual([undefined]);
  expect(codesFor(`?token=${token({ exp: 1 })}`)).toEqual([undefined]);
  const [code = ''] = codesFor(`?token=${token({ sub: 'alice' })}`);
  const { shareKey } = runInNewContext(`({ ${code} })`, { URL, atob }) as {
    shareKey: (request: { url: string }) => string;
  };
  const keyOf = (claims: object): string =>
    shareKey({ url: `https://api.test/events?token=${token(claims)}` });
  expect(keyOf({ sub: 'alice', exp: 1 })).toBe(keyOf({ sub: 'alice', exp: 2 }));
  expect(keyOf({ sub: 'alice', exp: 1 })).not.toBe(keyOf({ sub: 'bob', exp: 1 }));
});
