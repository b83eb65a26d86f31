import { expect, test } from '@jest/globals';
import type { SessionOptions } from './index.js';
import { ModelWorker } from './testing/ModelWorker.js';

test('a wrong value is refused by name, by a development build', async () => {
  const wrong: [string, SessionOptions][] = [
    // @ts-expect-error It is an array.
    ['session.resetOn', { resetOn: '/login' }],
    // @ts-expect-error Of strings and RegExps.
    ['session.resetOn', { resetOn: [1] }],
    ['session.resetOn', { resetOn: ['http://'] }],
    // @ts-expect-error It is an array.
    ['session.resetOnCookies', { resetOnCookies: 'user' }],
    ['session.resetOnCookies', { resetOnCookies: [''] }],
    // @ts-expect-error It is no option.
    ['session.resetOnCookie', { resetOnCookie: ['user'] }],
  ];
  await ModelWorker.start('development', ({ sse }) => {
    for (const [option, options] of wrong) {
      const make = (): unknown => sse.session(options);
      expect(make).toThrow(sse.InvalidOptionError);
      expect(make).toThrow(option);
    }
  });
});
