import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { carryEventStreams } from '../index.js';
import { listenOn } from '../testing/listenOn.js';
import { ModelWorker } from '../testing/ModelWorker.js';
import { StreamText } from '../testing/StreamText.js';

jest.setTimeout(30_000);
const path = '/event-streams';
const ends: (() => unknown)[] = [];
let warnings: string[] = [];

beforeEach(() => {
  warnings = [];
  jest.spyOn(console, 'warn').mockImplementation((text: string) => void warnings.push(text));
});

afterEach(async () => {
  jest.restoreAllMocks();
  for (const end of ends.splice(0).reverse()) await end();
});

const stream = (request: IncomingMessage, response: ServerResponse): void => {
  const { url, headers } = request;
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(`data: ${url} ${headers['event-stream-carried'] ? 'carried' : 'direct'}\n\n`);
};

/** A server whose carrier is answered by whatever is set. */
const open = async (absent: (response: ServerResponse) => void, url = path) => {
  const carry = carryEventStreams({ path });
  const state = { isAbsent: true, asked: 0 };
  const { origin, stop } = await listenOn((request, response) => {
    if (request.url?.startsWith(path)) {
      state.asked++;
      if (state.isAbsent) {
        absent(response);
        return;
      }
    }
    carry(request, response, () => stream(request, response));
  });
  ends.push(stop);
  const worker = new ModelWorker(origin, url, { patience: 1500, retryAfter: 3000 });
  ends.push(() => worker.end());
  return { worker, state };
};

test.each<[string, (response: ServerResponse) => void]>([
  ['is not there', (response) => response.writeHead(404).end()],
  ['is a page', (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>')],
  [
    'is behind a proxy that buffers',
    (response) => response.writeHead(200, { 'content-type': 'text/event-stream' }),
  ],
  ['never answers', () => undefined],
  [
    'is another event stream',
    (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: hello\n\n');
    },
  ],
  [
    'takes no POST',
    (response) => {
      if (response.req.method === 'POST') response.writeHead(404).end();
      else
        response
          .writeHead(200, { 'content-type': 'text/event-stream' })
          .write('event: carrier\ndata: {"id":"AAAAAAAAAAAAAAAAAAAAAA","version":1}\n\n');
    },
  ],
])(
  'a carrier that %s: streams do without, warned once, and are carried when it is there',
  async (name, absent) => {
    const { worker, state } = await open(absent);
    const openAll = async (): Promise<string[]> =>
      Promise.all(
        ['/1', '/2', '/3'].map(async (url) => {
          // A page comes back.
          for (let attempt = 0; attempt < 5; attempt++) {
            const response = await worker.open(url).catch(() => undefined);
            if (response) {
              const text = new StreamText(response);
              ends.push(() => text.cancel());
              return text.until('\n\n');
            }
          }
          return 'dead';
        }),
      );
    expect(await openAll()).toEqual(['/1', '/2', '/3'].map((url) => `data: ${url} direct\n\n`));
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(path);
    const { asked } = state;
    await openAll();
    expect(state.asked).toBe(asked);

    state.isAbsent = false;
    await delay(3200);
    expect(await openAll()).toEqual(['/1', '/2', '/3'].map((url) => `data: ${url} carried\n\n`));
    expect(name && worker.count('GET')).toBeLessThan(6);
  },
);

test("'auto': streams name the carrier, and the first one moves to it as well", async () => {
  const { worker, state } = await open(() => undefined, 'auto');
  state.isAbsent = false;
  const texts = await Promise.all(
    ['/1', '/2', '/3'].map(async (url) => new StreamText(await worker.open(url)).until('\n\n')),
  );
  expect(texts).toEqual(['/1', '/2', '/3'].map((url) => `data: ${url} carried\n\n`));
  expect(worker.count('GET')).toBe(1);
  expect(worker.count('GET', '/1') + worker.count('GET', '/2') + worker.count('GET', '/3')).toBe(1);
});

test('a stream with a header that may not be passed on is asked for without the carrier', async () => {
  const { worker, state } = await open(() => undefined);
  state.isAbsent = false;
  const own = new StreamText(await worker.open('/1', { 'x-tenant': 'a' }));
  expect(await own.until('\n\n')).toBe('data: /1 direct\n\n');
  ends.push(() => own.cancel());
  expect(await new StreamText(await worker.open('/2')).until('\n\n')).toBe('data: /2 carried\n\n');
  expect(warnings).toEqual([]);
});

test('after a reset nothing that was opened before goes on, and a new connection is made', async () => {
  const { worker, state } = await open(() => undefined);
  state.isAbsent = false;
  const before = new StreamText(await worker.open('/1'));
  await before.until('\n\n');
  worker.carrier.reset();
  await expect(before.end()).rejects.toThrow();
  await new StreamText(await worker.open('/1')).until('\n\n');
  expect(worker.count('GET')).toBe(2);
});
