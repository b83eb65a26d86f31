import { afterEach, describe, expect, jest, test } from '@jest/globals';
import type { IncomingMessage } from 'node:http';
import { carryEventStreams, type NodeCarrierOptions } from '../index.js';
import { listenOn } from '../testing/listenOn.js';
import { StreamText } from '../testing/StreamText.js';

const path = '/event-streams';
const ends: (() => unknown)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const own = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' };

/** A server, what reached its routes, and a carrier that an attacker has. */
const open = async (options: Partial<NodeCarrierOptions> = {}) => {
  const reached: IncomingMessage[] = [];
  const carry = carryEventStreams({ path, ...options });
  const { origin, stop } = await listenOn((request, response) =>
    carry(request, response, () => {
      reached.push(request);
      const url = request.url ?? '';
      if (url.startsWith('/away'))
        response.writeHead(302, { location: decodeURIComponent(url.slice(6)) }).end();
      else if (url === '/head')
        response
          .writeHead(200, { 'content-type': 'text/event-stream', 'x-long': 'x'.repeat(40_000) })
          .write(':\n\n');
      else if (url === '/endless') {
        const write = (): void => {
          while (response.write('x'.repeat(16_384)));
          response.once('drain', write);
        };
        response.writeHead(404, { 'content-type': 'text/plain' });
        write();
      } else response.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n');
    }),
  );
  ends.push(stop);
  const get = (headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${origin}${path}`, { headers: { 'sec-fetch-site': 'same-origin', ...headers } });
  const post = async (body: unknown, headers: Record<string, string> = own): Promise<number> => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const response = await fetch(`${origin}${path}`, { method: 'POST', headers, body: text });
    await response.text();
    return response.status;
  };
  const down = new StreamText(await get());
  ends.push(() => down.cancel());
  const [, id = ''] = /"id":"([\w-]+)"/.exec(await down.until('\n\n')) ?? [];
  return { origin, reached, get, post, down, id };
};

describe('a carrier', () => {
  test('does not exist for whoever does not know its id, or is another user', async () => {
    const user = (request: Request): string => request.headers.get('x-user') ?? 'nobody';
    const { id, post, reached } = await open({ user });
    const stream = [{ stream: 1, url: '/a' }];
    expect(await post({ carrier: 'A'.repeat(22), open: stream })).toBe(404);
    expect(await post({ carrier: id, open: stream }, { ...own, 'x-user': 'eve' })).toBe(404);
    expect(reached).toHaveLength(0);
    expect(await post({ carrier: id, open: stream })).toBe(204);
  });

  test('is for pages of its own origin and those that are allowed, and says so to browsers', async () => {
    const { id, post, get, origin, reached } = await open({ origins: ['https://app.example'] });
    const body = { carrier: id, open: [{ stream: 1, url: '/a' }] };
    const json = { 'content-type': 'application/json' };
    expect(await post(body, json)).toBe(403);
    expect(await post(body, { ...json, 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await post(body, { ...json, 'sec-fetch-site': 'same-site' })).toBe(403);
    expect(await post(body, { ...json, origin: 'https://evil.example' })).toBe(403);
    expect(await post(body, { ...json, origin: 'null' })).toBe(403);
    expect(
      (await get({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })).status,
    ).toBe(403);
    // A carrier of its own, yes; somebody else's, no.
    expect(await post(body, { ...json, origin: 'https://app.example' })).toBe(404);
    expect(reached).toHaveLength(0);
    const preflight = await fetch(`${origin}${path}`, {
      method: 'OPTIONS',
      headers: { origin: 'https://app.example', 'access-control-request-method': 'POST' },
    });
    expect(preflight.headers.get('access-control-allow-origin')).toBe('https://app.example');
    expect(preflight.headers.get('access-control-allow-headers')).toBe('content-type');
    expect(await post(body, { ...json, origin })).toBe(204);
  });

  test('takes JSON of its form and of a bounded size, by POST', async () => {
    const { id, post, origin } = await open();
    expect(await post({ carrier: id }, { ...own, 'content-type': 'text/plain' })).toBe(415);
    expect(await post('{')).toBe(400);
    expect(await post({ carrier: id, open: [{ stream: -1, url: '/' }] })).toBe(400);
    expect(await post({ carrier: id, open: [], x: 'x'.repeat(70_000) })).toBe(413);
    expect((await fetch(`${origin}${path}`, { method: 'PUT', headers: own })).status).toBe(405);
  });

  test.each([
    ['/a', [['cookie', 'user=root']], 'header'],
    ['/a', [['Host', 'internal']], 'header'],
    ['/a', [['x-forwarded-for', '10.0.0.1']], 'header'],
    ['/a', [['content-length', '5']], 'header'],
    ['/a', [['transfer-encoding', 'chunked']], 'header'],
    ['/a', [['last-event-id', '1\r\nx-admin: 1']], 'header'],
    ['/a', [['last-event-id', 'x'.repeat(9000)]], 'header'],
    ['/a\r\nx-admin: 1', [], 'url'],
    ['/a/../admin', [], 'url'],
    ['/a/%2e%2e/admin', [], 'url'],
    ['http://127.0.0.1:1/', [], 'url'],
    ['//127.0.0.1:1/', [], 'url'],
    ['/event-streams', [], 'carrier'],
    ['/private', [], 'not-allowed'],
  ])('declines %j with %j', async (url, headers, reason) => {
    const { id, post, down, reached } = await open({ allow: ['/a*', '/event-streams'] });
    expect(await post({ carrier: id, open: [{ stream: 1, url, headers }] })).toBe(204);
    expect(await down.until('event: decline')).toContain('decline');
    expect(await down.until('}\n\nevent: decline\ndata: ')).toBeDefined();
    expect(await down.until(`"reason":"${reason}"`)).toContain(reason);
    expect(reached).toHaveLength(0);
  });

  test.each([
    'http://127.0.0.1:1/',
    '//127.0.0.1:1/',
    '/private',
    '/event-streams',
    '/away?/private',
  ])('does not follow its server to %s', async (location) => {
    const { id, post, down, reached } = await open({ allow: '/away*' });
    await post({ carrier: id, open: [{ stream: 1, url: `/away?${location}` }] });
    await down.until('event: decline');
    expect(reached.every(({ url }) => url?.startsWith('/away'))).toBe(true);
  });

  test('does not pass on heads without measure, nor bodies', async () => {
    const { id, post, down } = await open();
    await post({
      carrier: id,
      open: [
        { stream: 1, url: '/head' },
        { stream: 2, url: '/endless' },
      ],
    });
    await down.until('event: refusal');
    const text = await down.until('event: ' + 'refusal');
    expect(text).not.toContain('x-long');
    expect((await down.until('"body"')).length).toBeLessThan(100_000);
  });

  test('has so many streams and no more, whatever is asked; memory stays flat', async () => {
    const { id, post, reached, down } = await open({ maxStreams: 50 });
    const before = process.memoryUsage().heapUsed;
    for (let first = 1; first < 10_000; first += 500) {
      const streams = Array.from({ length: 500 }, (_, index) => ({
        stream: first + index,
        url: '/a',
      }));
      expect(await post({ carrier: id, open: streams })).toBe(204);
    }
    await down.until('"stream":10000,"reason":"too-many-streams"');
    expect(reached).toHaveLength(50);
    expect(down.text.match(/too-many-streams/g)).toHaveLength(9950);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(60e6);
  });

  test('is one of so many of its client, and of all', async () => {
    const { get } = await open({ maxCarriersPerClient: 2, maxCarriers: 3 });
    const client = (address: string): Promise<number> =>
      get({ 'x-forwarded-for': `1.2.3.4, ${address}` }).then(({ status }) => status);
    expect(await client('9.9.9.1')).toBe(200);
    expect(await client('9.9.9.1')).toBe(200);
    expect(await client('9.9.9.1')).toBe(503);
    const other = await open({ maxCarriersPerClient: 1 });
    expect((await other.get()).status).toBe(429);
  });

  test('cannot be carried', async () => {
    const { get } = await open();
    expect((await get({ 'event-stream-carried': '1' })).status).toBe(508);
  });

  test('says which option is wrong', () => {
    const make = (options: object) => () => carryEventStreams({ path, ...options });
    expect(make({ path: 'streams' })).toThrow('path: expected a path that begins with /');
    expect(make({ allow: 'rooms' })).toThrow('allow');
    expect(make({ headers: ['Cookie'] })).toThrow('headers');
    expect(make({ origins: ['app.example'] })).toThrow('origins');
    expect(make({ maxStreams: 0 })).toThrow('maxStreams: expected an integer from 1');
    expect(make({ target: 'ftp://x' })).toThrow('target');
  });
});

jest.setTimeout(60_000);
