import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { useFakeTime } from '../../../sse-multiplexer/src/testing/useFakeTime.js';
import { WaitingTurns } from './WaitingTurns.js';

useFakeTime();

const url = 'https://app.test/events#a';

/** An attempt that is answered when the test says so, and a page that waits for it. */
class Attempt {
  readonly turns = new WaitingTurns();
  begun = 0;
  signal: AbortSignal | undefined;
  answer: (response: Response) => void = () => undefined;
  readonly #isMovable: boolean;

  constructor(isMovable = true) {
    this.#isMovable = isMovable;
  }

  wait(name = 'a'): Promise<Response> {
    const lastAnswer = (): Response => new Response('come back');
    const page = { name, url, isMovable: this.#isMovable, clientId: 'client', lastAnswer };
    return this.turns.wait(page, (signal) => {
      this.begun++;
      this.signal = signal;
      return new Promise((resolve) => (this.answer = resolve));
    });
  }
}

async function pass(milliseconds: number): Promise<void> {
  await jest.advanceTimersByTimeAsync(milliseconds);
}

const clients = new Set<string>();
beforeEach(() => {
  clients.clear();
  clients.add('client');
  const get = (id: string): Promise<object | undefined> =>
    Promise.resolve(clients.has(id) ? { id } : undefined);
  Object.assign(globalThis, { self: globalThis, clients: { get } });
});

describe('a page that waits for the head of an answer', () => {
  test('gets it as it is', async () => {
    const attempt = new Attempt();
    const response = attempt.wait();
    const answer = new Response('the stream');
    attempt.answer(answer);
    expect(await response).toBe(answer);
    expect([attempt.turns.has('a'), jest.getTimerCount()]).toEqual([false, 0]);
  });

  test('is sent back to the same attempt after each turn', async () => {
    const attempt = new Attempt();
    for (const turn of [1000, 1000, 2000, 4000, 8000, 20_000, 20_000]) {
      let isOver = false;
      const response = attempt.wait();
      void response.then(() => (isOver = true));
      await pass(turn - 1);
      expect(isOver).toBe(false);
      await pass(1);
      const { status, headers } = await response;
      expect([status, headers.get('location')]).toEqual([308, url]);
      // So long its browser may need.
      await pass(100);
    }
    expect([attempt.begun, attempt.signal?.aborted]).toEqual([1, false]);
  });

  test('gets an answer that has come between two turns', async () => {
    const attempt = new Attempt();
    void attempt.wait();
    await pass(1000);
    const answer = new Response('the stream');
    attempt.answer(answer);
    await pass(100);
    expect(await attempt.wait()).toBe(answer);
    await pass(60_000);
    expect([attempt.signal?.aborted, jest.getTimerCount()]).toEqual([false, 0]);
  });

  test('is sent back 17 times at most; then it has to ask anew, for the same attempt', async () => {
    const attempt = new Attempt();
    const statuses: number[] = [];
    for (let turn = 0; turn < 18; turn++) {
      const response = attempt.wait();
      await pass([1000, 1000, 2000, 4000, 8000][turn] ?? 20_000);
      const { status } = await response;
      statuses.push(status);
      if (status === 200) await pass(300);
    }
    expect(statuses.indexOf(200)).toBe(16);
    expect([attempt.begun, attempt.signal?.aborted]).toEqual([1, false]);
  });

  test('and asks once more while it waits has not left', async () => {
    const attempt = new Attempt();
    const first = attempt.wait();
    const second = attempt.wait();
    expect((await first).status).toBe(308);
    await pass(1000);
    expect((await second).status).toBe(308);
    await pass(100);
    void attempt.wait();
    // So long after the first one it would have been given up.
    await pass(1950);
    expect([attempt.begun, attempt.signal?.aborted]).toEqual([1, false]);
  });
});

test('a page that does not come back has left: its attempt is given up within five seconds', async () => {
  const attempt = new Attempt();
  void attempt.wait();
  await pass(1000 + 4999);
  expect(attempt.signal?.aborted).toBe(false);
  await pass(1);
  expect([attempt.signal?.aborted, attempt.turns.has('a')]).toEqual([true, false]);
  void attempt.wait();
  expect(attempt.begun).toBe(2);
});

test('each page has its own attempt', async () => {
  const attempt = new Attempt();
  void attempt.wait('a');
  void attempt.wait('b');
  expect(attempt.begun).toBe(2);
  await pass(0);
});

describe('a page that must not be sent back', () => {
  test('waits as long as its client is there, and is answered', async () => {
    const attempt = new Attempt(false);
    const response = attempt.wait();
    await pass(10 * 60_000);
    const answer = new Response('the stream');
    attempt.answer(answer);
    expect(await response).toBe(answer);
    expect(jest.getTimerCount()).toBe(0);
  });

  test('is not looked for any more once it was answered', async () => {
    const attempt = new Attempt(false);
    const response = attempt.wait();
    jest.advanceTimersByTime(1000);
    attempt.answer(new Response());
    await response;
    await pass(0);
    expect(jest.getTimerCount()).toBe(0);
  });

  test('has left when its client is gone', async () => {
    const attempt = new Attempt(false);
    const response = attempt.wait();
    clients.clear();
    await pass(1000);
    expect([attempt.signal?.aborted, (await response).type]).toEqual([true, 'error']);
  });
});
