import { describe, expect, test } from '@jest/globals';
import type { JoinPolicy } from '../options/MultiplexerOptions.js';
import { Bench } from '../testing/Bench.js';
import { bytesOf, textOf } from '../testing/bytes.js';
import { ModelPage } from '../testing/ModelPage.js';
import { ModelServer } from '../testing/ModelServer.js';
import { useFakeTime } from '../testing/useFakeTime.js';

useFakeTime();

/** The first bytes of a page's response, read as they are. */
async function firstBytes(bench: Bench, clientId: string): Promise<string> {
  const request = new Request('https://app.test/events');
  const response = await bench.multiplexer.join({ request, clientId, fetch: bench.server.fetch });
  const reader = response.body?.getReader();
  const text = textOf((await reader?.read())?.value ?? bytesOf(''));
  reader?.releaseLock();
  return text;
}

describe('whatever the policy, a page that comes late', () => {
  test('has a first byte at once, though the server is silent: Firefox opens with it', async () => {
    const bench = new Bench({}, new ModelServer(false));
    await bench.join('first');
    expect(await firstBytes(bench, 'late')).toBe(':\n\n');
  });

  test('has the last event ID and the reconnection time, as it would had it been there', async () => {
    const bench = new Bench({}, new ModelServer(false));
    const first = await bench.join('first');
    await bench.send('id: 7\nretry: 500\ndata: a\n\n');
    const late = await bench.join('late');
    expect(late).toMatchObject({ lastEventId: '7', reconnectionTime: 500 });
    await bench.send('data: b\n\n');
    expect([first.log, late.log]).toEqual([['a', 'b'], ['b']]);
  });

  test("the first one has the upstream's bytes and nothing else", async () => {
    const bench = new Bench({}, new ModelServer(false));
    const bytes = firstBytes(bench, 'first');
    await bench.send(': welcome\n');
    expect(await bytes).toBe(': welcome\n');
  });
});

describe('live', () => {
  test('it gets what comes from now on', async () => {
    const bench = new Bench();
    await bench.join('first');
    await bench.publish(3);
    const late = await bench.join('late');
    await bench.publish(2);
    expect(late.log).toEqual(['4', '5']);
  });

  test('half an event that was under way when it came is whole for it, too', async () => {
    const bench = new Bench({}, new ModelServer(false));
    const first = await bench.join('first');
    await bench.send('data: be');
    const late = await bench.join('late');
    await bench.send('fore\n\n');
    expect([first.log, late.log]).toEqual([['before'], ['before']]);
  });
});

describe('replay', () => {
  test('it gets all that is kept, then what comes', async () => {
    const bench = new Bench({ join: 'replay', replay: { events: 3 } });
    await bench.join('first');
    await bench.publish(5);
    const late = await bench.join('late');
    await bench.publish(1);
    expect(late.log).toEqual(['3', '4', '5', '6']);
    expect(late.lastEventId).toBe('6');
  });
});

describe.each<[name: string, join: JoinPolicy]>([
  ['by name', { snapshot: 'put' }],
  ['by one of several names', { snapshot: ['state', 'put'] }],
  ['by predicate', { snapshot: ({ type, id }) => type === 'put' && id === undefined }],
])('snapshot %s', (_name, join) => {
  const snapshotServer = (): ModelServer => {
    const server = new ModelServer(false);
    server.greeting = 'event: put\ndata: all\n\n';
    return server;
  };

  test('the tenth page has the state, from the newest snapshot on, over the one connection', async () => {
    const bench = new Bench({ join }, snapshotServer());
    await bench.join('first');
    await bench.send('event: patch\ndata: 1\n\n');
    await bench.send('event: put\ndata: all anew\n\nevent: patch\ndata: 2\n\n');
    for (let n = 2; n < 10; n++) await bench.join(`page ${n}`);
    const tenth = await bench.join('tenth');
    await bench.send('event: patch\ndata: 3\n\n');
    expect(tenth.log).toEqual(['all anew', '2', '3']);
    expect(bench.attempts).toHaveLength(1);
  });

  test('a page that comes while the server has said nothing yet waits with the first', async () => {
    const bench = new Bench({ join }, new ModelServer(false));
    const first = await bench.join('first');
    const second = await bench.join('second');
    await bench.send('event: put\ndata: all\n\n');
    expect([first.log, second.log]).toEqual([['all'], ['all']]);
    expect(bench.attempts).toHaveLength(1);
  });

  test('where it is too large to keep, each page gets its own from the server', async () => {
    const bench = new Bench({ join, replay: { bytes: 20 } }, snapshotServer());
    await bench.join('first');
    await bench.send('event: patch\ndata: 1\n\n');
    const late = await bench.join('late');
    await bench.send('event: patch\ndata: 2\n\n');
    expect(late.log).toEqual(['all', '2']);
    expect(bench.open).toBe(2);
  });
});

describe('native', () => {
  test('pages that come together share from the start', async () => {
    const bench = new Bench({ join: 'native' });
    await bench.joinAll(new ModelPage('a'), new ModelPage('b'));
    await bench.publish(1);
    expect(bench.attempts).toHaveLength(1);
  });

  test('a late one sees what the server says at the start, then shares', async () => {
    const bench = new Bench({ join: 'native' });
    const first = await bench.join('first');
    await bench.publish(3);
    bench.server.greeting = 'event: hello\ndata: hello\n\n';
    const late = await bench.join('late');
    // The model server then names its newest ID, which the shared stream has as well.
    expect(bench.open).toBe(1);
    await bench.publish(2);
    expect(late.log).toEqual(['hello', '4', '5']);
    expect(first.log).toEqual(['1', '2', '3', '4', '5']);
  });

  test('on a stream without IDs it shares after a second in which both have brought the same', async () => {
    const bench = new Bench({ join: 'native' }, new ModelServer(false));
    const first = await bench.join('first');
    await bench.publish(1);
    const late = await bench.join('late');
    await bench.publish(1);
    await bench.pass(999);
    await bench.publish(1);
    expect([late.log, bench.open]).toEqual([['2', '3'], 2]);
    await bench.pass(101);
    expect(bench.open).toBe(1);
    await bench.publish(1);
    expect([first.log, late.log]).toEqual([
      ['1', '2', '3', '4'],
      ['2', '3', '4'],
    ]);
    expect(bench.warn).not.toHaveBeenCalled();
  });

  test('on a stream without IDs that opens with words of its own it stays apart, and it is said', async () => {
    const bench = new Bench({ join: 'native' }, new ModelServer(false));
    bench.server.greeting = 'data: connection 1\n\n';
    await bench.join('first');
    bench.server.greeting = 'data: connection 2\n\n';
    const late = await bench.join('late');
    await bench.publish(1);
    await bench.pass(60_000);
    await bench.publish(1);
    expect([late.log, bench.open]).toEqual([['connection 2', '1', '2'], 2]);
    expect(bench.warn.mock.calls).toEqual([['stays-apart', 'https://app.test/events']]);
    await bench.leave(late);
    expect(bench.open).toBe(1);
  });

  test("a refusal is that page's alone", async () => {
    const bench = new Bench({ join: 'native' });
    const first = await bench.join('first');
    await bench.publish(1);
    bench.server.refusal = () => new Response('one too many', { status: 429 });
    const late = await bench.join('late');
    expect(await late.response?.text()).toBe('one too many');
    expect(late.response?.status).toBe(429);
    await bench.publish(1);
    expect(first.log).toEqual(['1', '2']);
  });
});

describe('a new page that is there before those who were sent away', () => {
  test.each<[join: JoinPolicy, log: string[]]>([
    ['live', ['3']],
    ['replay', ['1', '2', '3']],
  ])('gets what the policy says: %s', async (join, log) => {
    const bench = new Bench({ join });
    const first = await bench.join('first');
    await bench.publish(2);
    await bench.drop();
    const late = await bench.join('late');
    expect(late.lastEventId).toBe('2');
    await bench.join(first);
    await bench.publish(1);
    expect([first.log, late.log]).toEqual([['1', '2', '3'], log]);
  });
});
