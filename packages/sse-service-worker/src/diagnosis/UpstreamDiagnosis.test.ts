import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { EventStreamsSnapshot } from 'sse-multiplexer';
import { UpstreamDiagnosis } from './UpstreamDiagnosis.js';

const url = 'https://api.test/events';
const origin = 'https://app.test';
const failure = new TypeError('Failed to fetch');

/** How a probe is made: its mode and its credentials. */
type Way = `${string} ${string}`;

const probes: Way[] = [];
const signals: (AbortSignal | null | undefined)[] = [];
let answered = new Set<Way>();
let bytesIn = 0;
const say = jest.fn<(url: string, advice: string) => void>();
const diagnosis = (): UpstreamDiagnosis =>
  new UpstreamDiagnosis({
    origin,
    say,
    inspect: () =>
      ({ streams: [{ url, counters: { bytesIn } }] }) as unknown as EventStreamsSnapshot,
  });

/** Everything that has been said, as one text. */
const said = (): string => say.mock.calls.map((call) => call.join(' ')).join('\n');

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
};

const upstream = (init: RequestInit = {}, of = url): Request => new Request(of, init);

const fail = async (
  watcher: UpstreamDiagnosis,
  request = upstream(),
  error: Error = failure,
): Promise<void> => {
  await expect(watcher.watch(() => Promise.reject(error))(request)).rejects.toBe(error);
  await settle();
};

beforeEach(() => {
  jest.useFakeTimers();
  jest.spyOn(globalThis, 'fetch').mockImplementation((_, init = {}) => {
    const way: Way = `${init.mode ?? ''} ${init.credentials ?? ''}`;
    probes.push(way);
    signals.push(init.signal);
    if (!answered.has(way)) return Promise.reject(failure);
    return Promise.resolve(Object.create(Response.error(), { type: { value: way } }) as Response);
  });
});

afterEach(() => {
  jest.restoreAllMocks();
  jest.useRealTimers();
  say.mockReset();
  probes.length = 0;
  signals.length = 0;
  answered = new Set();
  bytesIn = 0;
});

describe('a request that gets no response', () => {
  test.each<[RequestCredentials, Way[], string, number]>([
    ['include', [], 'could not be reached', 1],
    ['include', ['no-cors include'], 'may not be read by pages of https://app.test', 3],
    ['include', ['no-cors include'], 'and Access-Control-Allow-Credentials: true', 3],
    ['same-origin', ['no-cors same-origin'], 'Access-Control-Allow-Origin: https://app.test', 2],
    ['include', ['no-cors include', 'cors omit'], 'https://app.test, not with *', 3],
    ['include', ['no-cors include', 'cors include'], 'Access-Control-Allow-Headers', 2],
  ])('with credentials %s, where %p are answered: %s', async (credentials, ways, advice, asked) => {
    answered = new Set(ways);
    await fail(diagnosis(), upstream({ credentials }));
    expect(said()).toContain(`${url} `);
    expect(said()).toContain(advice);
    expect(probes).toHaveLength(asked);
    expect(signals.every((signal) => signal?.aborted)).toBe(true);
  });

  test('was away for a moment, if its own origin answers after all', async () => {
    jest
      .mocked(fetch)
      .mockImplementation(() =>
        Promise.resolve(Object.create(Response.error(), { type: { value: 'basic' } }) as Response),
      );
    await fail(diagnosis(), upstream({}, `${origin}/events`));
    expect(said()).toContain('could not be reached');
  });

  test('is looked into once a minute for each URL, however often it fails', async () => {
    const watcher = diagnosis();
    for (let attempt = 0; attempt < 5; attempt++) await fail(watcher);
    await fail(watcher, upstream({}, `${url}/other`));
    expect(probes).toHaveLength(2);
    expect(say).toHaveBeenCalledTimes(2);
    jest.advanceTimersByTime(59_999);
    await fail(watcher);
    expect(probes).toHaveLength(2);
    jest.advanceTimersByTime(1);
    await fail(watcher);
    expect(probes).toHaveLength(3);
    expect(say).toHaveBeenCalledTimes(3);
  });

  test('is not looked into if a plugin failed, or the upstream was stopped', async () => {
    const watcher = diagnosis();
    await fail(watcher, upstream(), new Error('plugin'));
    await fail(watcher, upstream({ signal: AbortSignal.abort() }));
    expect(probes).toEqual([]);
    expect(say).not.toHaveBeenCalled();
  });

  test('is asked for without Last-Event-ID next, if it is of another origin: that is looked into', async () => {
    const headers = { 'last-event-id': '7' };
    await fail(diagnosis(), upstream({ headers }));
    expect(probes).toEqual([]);
    await fail(diagnosis(), upstream({ headers }, `${origin}/events`));
    expect(probes).toEqual(['no-cors same-origin']);
  });

  test('is given up if a look is not answered for five seconds', async () => {
    jest.mocked(fetch).mockImplementation(
      (_, init) =>
        new Promise((_resolve, reject) => {
          init?.signal?.addEventListener('abort', () => {
            reject(failure);
          });
        }),
    );
    await fail(diagnosis());
    expect(say).not.toHaveBeenCalled();
    jest.advanceTimersByTime(5000);
    await settle();
    expect(said()).toContain('could not be reached');
  });
});

describe('a response', () => {
  const answer = async (response: Response): Promise<void> => {
    expect(await diagnosis().watch(() => Promise.resolve(response))(upstream())).toBe(response);
  };

  test('of another type is told, with the type that it should have', async () => {
    await answer(new Response('', { headers: { 'content-type': 'text/html' } }));
    expect(said()).toMatch(/Content-Type: text\/html\..*Content-Type: text\/event-stream/);
  });

  test.each([404, 500])('with status %s is told', async (status) => {
    await answer(new Response('', { status }));
    expect(said()).toContain(`status ${status}`);
  });

  test.each([
    new Response(null, { status: 204 }),
    new Response('', { headers: { 'content-type': 'Text/Event-Stream;charset=utf-8' } }),
  ])('that is as it should be is not', async (response) => {
    await answer(response);
    expect(say).not.toHaveBeenCalled();
  });
});

describe('a stream without a byte', () => {
  const stream = new Response('', { headers: { 'content-type': 'text/event-stream' } });
  const pending = new Promise<Response>(() => undefined);

  test.each([
    ['no headers either', pending],
    ['headers', Promise.resolve(stream)],
  ])('is told after ten seconds, with what may keep it back: %s', async (_, response) => {
    void diagnosis().watch(() => response)(upstream());
    await settle();
    jest.advanceTimersByTime(9999);
    expect(say).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(said()).toMatch(/nothing in 10 seconds.*X-Accel-Buffering: no/);
    expect(probes).toEqual([]);
  });

  test('is not told if bytes have come, or nobody listens any more', async () => {
    const abort = new AbortController();
    void diagnosis().watch(() => pending)(upstream({ signal: abort.signal }));
    abort.abort();
    jest.advanceTimersByTime(10_000);
    void diagnosis().watch(() => Promise.resolve(stream))(upstream());
    bytesIn = 1;
    await settle();
    jest.advanceTimersByTime(10_000);
    expect(say).not.toHaveBeenCalled();
    expect(jest.getTimerCount()).toBe(0);
  });
});
