import { afterEach, expect, jest, test } from '@jest/globals';
import { Resumption } from './Resumption.js';
import { bytesOf } from '../testing/bytes.js';
import { settle } from '../testing/settle.js';
import { Upstream, type UpstreamSink } from './Upstream.js';

const page = new Request('https://app.test/events');

/** An upstream whose server's body, and all that it tells, the test holds in its hands. */
function upstream(fetched?: (request: Request) => Promise<Response>) {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const isCancelled = jest.fn<() => void>();
  const body = new ReadableStream<Uint8Array>({
    start: (its) => void (controller = its),
    cancel: isCancelled,
  });
  const headers = { 'content-type': 'text/event-stream' };
  const told: string[] = [];
  const sink = {
    opened: () => void told.push('opened'),
    refused: () => void told.push('refused'),
    failed: () => void told.push('failed'),
    deliver: jest.fn<UpstreamSink['deliver']>((blocks) => {
      told.push(`${blocks.length} blocks`);
      return Promise.resolve();
    }),
    ended: (end: string) => void told.push(end),
  };
  const resumption = new Resumption('header', 'https://app.test', () => undefined);
  const own = new Upstream(sink, { page, lastEventId: '' }, resumption, {
    ...{ maxBlockBytes: 100, silence: false, varyOn: [], ignoreHeaders: [] },
  });
  const opening = own.open(fetched ?? (() => Promise.resolve(new Response(body, { headers }))));
  return {
    upstream: own,
    opening,
    told,
    sink,
    isCancelled,
    send: (text: string) => controller?.enqueue(bytesOf(text)),
    controller,
  };
}

test('tells of its opening, of every chunk with whole blocks, and of its end', async () => {
  const { told, send, controller, opening } = upstream();
  await settle();
  send('data: a\n\n:\n');
  send('data');
  send(': b\n\ndata');
  await settle();
  controller?.close();
  await opening;
  expect(told).toEqual(['opened', '2 blocks', '1 blocks', 'ended']);
});

test.each(['close', 'error'] as const)(
  'tells of a reconnection time in an incomplete last block, after %s',
  async (how) => {
    const { told, sink, send, controller, opening } = upstream();
    await settle();
    send('retry: 10\ndata: lost');
    await settle();
    controller?.[how]();
    await opening;
    expect(told).toEqual(['opened', '1 blocks', how === 'close' ? 'ended' : 'broken']);
    expect(sink.deliver.mock.lastCall?.[0]).toMatchObject([{ retry: 10, dispatches: false }]);
  },
);

test.each([
  ['broken', (its?: ReadableStreamDefaultController) => its?.error(new TypeError('network'))],
  ['too-large', (its?: ReadableStreamDefaultController) => its?.enqueue(bytesOf('x'.repeat(101)))],
])('says why it is over: %s', async (end, bring) => {
  const { told, controller, opening } = upstream();
  await settle();
  bring(controller);
  await opening;
  expect(told).toEqual(['opened', end]);
});

test('reads nothing more until what was delivered is taken', async () => {
  const { told, send, sink } = upstream();
  let take: (() => void) | undefined;
  sink.deliver.mockImplementationOnce(() => new Promise((resolve) => (take = resolve)));
  await settle();
  send('data: a\n\n');
  send('data: b\n\n');
  await settle();
  expect(sink.deliver).toHaveBeenCalledTimes(1);
  take?.();
  await settle();
  expect(told).toEqual(['opened', '1 blocks']);
});

test('stopped, it tells nothing more and lets go of the body, however often it is stopped', async () => {
  const { upstream: own, told, send, isCancelled, opening } = upstream();
  await settle();
  send('data: a\n\n');
  own.stop();
  own.stop();
  await opening;
  expect(told).toEqual(['opened']);
  expect(isCancelled).toHaveBeenCalledTimes(1);
});

test('stopped by the one it tells, in the middle of a delivery, it tells nothing more', async () => {
  const { upstream: own, told, send, sink, opening } = upstream();
  sink.deliver.mockImplementationOnce(() => {
    own.stop();
    return Promise.resolve();
  });
  await settle();
  send('data: a\n\n');
  send('data: b\n\n');
  await opening;
  expect(sink.deliver).toHaveBeenCalledTimes(1);
  expect(told).toEqual(['opened']);
});

const navigator = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
afterEach(() => {
  if (navigator) Object.defineProperty(globalThis, 'navigator', navigator);
  else Reflect.deleteProperty(globalThis, 'navigator');
});

// From before its answer to after its opening.
test.each(Array.from({ length: 12 }, (_, index) => [index] as const))(
  'stopped in Firefox %i microtasks after it has asked, it tells nothing more, and lets go of the body',
  async (microtasks) => {
    const value = { userAgent: 'Gecko/20100101 Firefox/153.0' };
    Object.defineProperty(globalThis, 'navigator', { configurable: true, value });
    const { upstream: own, told, send, opening, isCancelled } = upstream();
    for (let count = 0; count < microtasks; count++) await Promise.resolve();
    const before = [...told];
    own.stop();
    send('data: a\n\n');
    await opening;
    expect(told).toEqual(before);
    const isOpen = before.length > 0;
    if (isOpen && isCancelled.mock.calls.length === 0)
      await new Promise<void>((resolve) => isCancelled.mockImplementation(resolve));
  },
);

test('stopped before there is an answer, it tells nothing at all', async () => {
  const {
    upstream: own,
    told,
    opening,
  } = upstream(
    ({ signal }) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
      }),
  );
  await settle();
  own.stop();
  await opening;
  expect(told).toEqual([]);
});
