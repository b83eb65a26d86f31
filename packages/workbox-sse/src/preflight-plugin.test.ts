import { describe, expect, jest, test } from '@jest/globals';
import { EventStreamPreflightPlugin } from 'sse-service-worker';
import { settle } from '../../sse-multiplexer/src/testing/settle.js';
import { useFakeTime } from '../../sse-multiplexer/src/testing/useFakeTime.js';
import { expectHandledRejections } from './testing/expectHandledRejections.js';
import { StrategySite } from './testing/StrategySite.js';

useFakeTime();
expectHandledRejections();

describe('plugins', () => {
  test('that send a preflight do so once per upstream, before it, and the stream goes on', async () => {
    const plugin = new EventStreamPreflightPlugin({ init: { method: 'OPTIONS' } });
    const site = await StrategySite.start('development', { plugins: [plugin], linger: 0 });
    const sent: string[] = [];
    const answer = jest.mocked(fetch).getMockImplementation();
    jest.mocked(fetch).mockImplementation((input, init) => {
      sent.push(typeof input === 'string' ? `${init?.method ?? ''} ${input}` : 'upstream');
      return typeof input === 'string'
        ? Promise.resolve(new Response(null, { status: 204 }))
        : (answer?.(input, init) ?? Promise.reject(new Error('no server')));
    });
    const tabs = await Promise.all([site.open('a'), site.open('b')]);
    await site.publish(1);
    expect(sent).toEqual(['OPTIONS https://app.test/events', 'upstream']);
    for (const { log } of tabs) expect(log).toEqual(['1']);
    site.server.drop('end');
    await settle();
    site.server.publish(1);
    await Promise.all(tabs.map((tab) => site.open(tab)));
    expect(sent).toHaveLength(4);
    for (const { log } of tabs) expect(log).toEqual(['1', '2']);
  });

  test.each([
    [false, 403, 'open'],
    [false, 'unreachable', 'open'],
    [true, 204, 'open'],
    [true, 403, 'connecting'],
    [true, 'unreachable', 'connecting'],
  ] as const)(
    'preflight required %s, answer %s: the stream is %s',
    async (required, answer, state) => {
      const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
      const plugin = new EventStreamPreflightPlugin({ required, request: '/warm-up' });
      const site = await StrategySite.start('development', { plugins: [plugin] });
      const network = jest.mocked(fetch).getMockImplementation();
      jest.mocked(fetch).mockImplementation((input, init) => {
        if (typeof input !== 'string') return network?.(input, init) ?? Promise.reject(new Error());
        expect(input).toBe('/warm-up');
        return answer === 'unreachable'
          ? Promise.reject(new TypeError('unreachable'))
          : Promise.resolve(new Response(null, { status: answer }));
      });
      const tab = await site.open('tab');
      expect(tab.response?.type === 'error' ? 'connecting' : 'open').toBe(state);
      expect(warn).toHaveBeenCalledTimes(required ? 0 : 1);
    },
  );
});
