import { describe, expect, jest, test } from '@jest/globals';
import { refusal } from './refusal.js';
import { settle } from '../testing/settle.js';

const KIB = 1024;

/** A body of so many KiB, and how many of them were taken. */
const body = (kibibytes: number) => {
  const state = { taken: 0 };
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (state.taken === kibibytes) controller.close();
        else controller.enqueue(new Uint8Array(KIB).fill(state.taken++));
      },
    },
    { highWaterMark: 0 },
  );
  return { state, stream };
};

test("has the status, headers and body of the server's answer", async () => {
  const headers = { 'content-type': 'text/html', 'x-reason': 'away' };
  const answer = refusal(
    new Response('<p>Gone.</p>', { status: 503, statusText: 'Away', headers }),
    () => undefined,
  );
  expect(answer).toMatchObject({ status: 503, statusText: 'Away' });
  expect(Object.fromEntries(answer.headers)).toEqual(headers);
  expect(await answer.text()).toBe('<p>Gone.</p>');
});

test('headers that describe how the body came are left out: it is decoded already', () => {
  const headers = { 'content-encoding': 'gzip', 'content-length': '3', vary: 'accept' };
  const answer = refusal(new Response('body', { status: 404, headers }), () => undefined);
  expect(Array.from(answer.headers.keys())).toEqual(['content-type', 'vary']);
});

test('a status that no response can be made with is one that refuses as well', () => {
  const answer = { status: 999, statusText: 'Odd', headers: new Headers(), body: null } as Response;
  expect(refusal(answer, () => undefined)).toMatchObject({ status: 599, statusText: 'Odd' });
});

test.each(['a\u0007b', 'a\u20ac'])(
  'a reason phrase that no response can have is left out',
  (phrase) => {
    const answer = {
      status: 404,
      statusText: phrase,
      headers: new Headers(),
      body: null,
    } as Response;
    expect(refusal(answer, () => undefined)).toMatchObject({ status: 404, statusText: '' });
  },
);

test.each([204, 205, 304])('%d has no body, and is over at once', (status) => {
  const stop = jest.fn();
  const answer = refusal(new Response(null, { status }), stop);
  expect([answer.status, answer.body]).toEqual([status, null]);
  expect(stop).toHaveBeenCalledTimes(1);
});

describe('the body', () => {
  test('is bounded by 64 KiB; then the connection is stopped', async () => {
    const { state, stream } = body(1000);
    const stop = jest.fn();
    const answer = refusal(new Response(stream, { status: 500 }), stop);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect([bytes.length, bytes.at(-1)]).toEqual([64 * KIB, 63]);
    expect(state.taken).toBeLessThanOrEqual(65);
    expect(stop).toHaveBeenCalledTimes(1);
  });

  test('is cut inside of a chunk, too', async () => {
    const answer = refusal(new Response('x'.repeat(100 * KIB), { status: 500 }), () => undefined);
    expect(await answer.text()).toHaveLength(64 * KIB);
  });

  test('is not taken before it is asked for', async () => {
    const { state, stream } = body(1000);
    refusal(new Response(stream, { status: 500 }), () => undefined);
    await settle();
    expect(state.taken).toBeLessThanOrEqual(1);
  });

  test('that nobody wants stops the connection', async () => {
    const stop = jest.fn();
    await refusal(new Response(body(10).stream, { status: 500 }), stop).body?.cancel();
    expect(stop).toHaveBeenCalledTimes(1);
  });
});
