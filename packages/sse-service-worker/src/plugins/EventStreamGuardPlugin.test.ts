import { runInThisContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { EventStreamGuardPlugin } from './EventStreamGuardPlugin.js';

const headers = { 'content-type': 'Text/Event-Stream;charset=utf-8' };

test('each of its functions works from its own source text', async () => {
  const plugin = new EventStreamGuardPlugin();
  for (const [name, value] of Object.entries(plugin)) {
    const source = String(value as unknown);
    const copy = runInThisContext(`(${source})`) as (param: object) => Promise<unknown>;
    const param = {
      request: new Request('https://app.test/answer'),
      response: new Response('a', { headers }),
      state: {},
    };
    expect([name, typeof (await copy(param))]).toEqual([
      name,
      name === 'cachedResponseWillBeUsed' ? 'undefined' : 'object',
    ]);
  }
});
