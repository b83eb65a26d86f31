import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { getRequestListener } from '@hono/node-server';
import express from 'express';
import fastify from 'fastify';
import { Hono } from 'hono';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { carryEventStreams, eventStreamCarrier, fastifyEventStreams } from '../index.js';
import { listenOn } from '../testing/listenOn.js';
import { ModelWorker } from '../testing/ModelWorker.js';
import { startCli } from '../testing/startCli.js';
import { startPython } from '../testing/startPython.js';
import { StreamText } from '../testing/StreamText.js';

jest.setTimeout(60_000);
const path = '/event-streams';
const ends: (() => unknown)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** What every server has: streams that tell what was asked, a redirect, refusals. */
const answer = (request: IncomingMessage, response: ServerResponse): void => {
  const url = request.url ?? '';
  if (url === '/moved') response.writeHead(307, { location: '/streams/1' }).end();
  else if (url === '/away') response.writeHead(302, { location: 'http://other.invalid/' }).end();
  else if (url === '/empty') response.writeHead(204).end();
  else if (!url.startsWith('/streams/'))
    response
      .writeHead(404, { 'content-type': 'text/plain', 'x-why': 'none' })
      .end('No such stream');
  else {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'x-of': url });
    const { cookie, accept, 'last-event-id': id = '' } = request.headers;
    const said = { cookie, accept, id, address: request.socket.remoteAddress };
    response.write(`data: ${JSON.stringify(said)}\n\n`);
    if (url === '/streams/short') response.end('data: last\n\n');
    if (url === '/streams/broken') setTimeout(() => response.destroy(), 20);
  }
};

const webAnswer = (request: Request): Response => {
  const { pathname } = new URL(request.url);
  if (pathname === '/moved')
    return new Response(null, { status: 307, headers: { location: '/streams/1' } });
  if (pathname === '/away')
    return new Response(null, { status: 302, headers: { location: 'http://other.invalid/' } });
  if (pathname === '/empty') return new Response(null, { status: 204 });
  if (!pathname.startsWith('/streams/'))
    return new Response('No such stream', { status: 404, headers: { 'x-why': 'none' } });
  const { headers } = request;
  const said = {
    cookie: headers.get('cookie'),
    accept: headers.get('accept'),
    id: headers.get('last-event-id') ?? '',
    address: '127.0.0.1',
  };
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const say = (text: string): void => controller.enqueue(Buffer.from(text));
      say(`data: ${JSON.stringify(said)}\n\n`);
      if (pathname === '/streams/short') {
        say('data: last\n\n');
        controller.close();
      }
      if (pathname === '/streams/broken')
        setTimeout(() => controller.error(new Error('broken')), 20);
    },
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream', 'x-of': pathname } });
};

const start = async (listener: RequestListener): Promise<string> => {
  const { origin, stop } = await listenOn(listener);
  ends.push(stop);
  return origin;
};

const servers: Record<string, () => Promise<string>> = {
  'node:http': () => {
    const carry = carryEventStreams({ path });
    return start((request, response) => carry(request, response, () => answer(request, response)));
  },
  'Express, behind its JSON parser': () => {
    const app = express();
    app.use(express.json());
    app.use(carryEventStreams({ path }));
    app.use(answer);
    return start(app);
  },
  Fastify: async () => {
    const app = fastify({ forceCloseConnections: true });
    await app.register(fastifyEventStreams, { path });
    app.get('/*', (request, reply) => {
      reply.hijack();
      answer(request.raw, reply.raw);
    });
    ends.push(() => app.close());
    return app.listen({ port: 0, host: '127.0.0.1' });
  },
  Hono: () => {
    const app = new Hono();
    app.route(path, eventStreamCarrier(app.fetch));
    app.get('/*', (context) => webAnswer(context.req.raw));
    const listen = getRequestListener(app.fetch);
    return start((request, response) => void listen(request, response));
  },
  'the program sse-carrier before another server': async () => {
    const target = await start(answer);
    const proxy = await startCli('--target', target, '--listen', '0');
    ends.push(proxy.kill);
    return proxy.origin;
  },
  'a carrier of 150 lines of Python, written by the protocol': async () => {
    const target = await start(answer);
    const python = await startPython('tinyCarrier.py', new URL(target).port);
    ends.push(python.stop);
    return python.origin;
  },
};

describe.each(Object.entries(servers))('%s', (name, startServer) => {
  const isTiny = name.includes('Python');

  test('gives each stream what it would without a carrier, over one connection', async () => {
    const origin = await startServer();
    const worker = new ModelWorker(origin);
    ends.push(() => worker.end());
    const paths = [
      '/streams/1',
      '/streams/2',
      '/streams/short',
      '/streams/broken',
      '/nowhere',
      '/empty',
    ];
    const responses = await Promise.all(
      paths.map((one) => worker.open(one, one === '/streams/2' ? { 'last-event-id': '7' } : {})),
    );
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 200, 404, 204]);
    expect(await responses[4]?.text()).toBe('No such stream');
    const [one, two, short, broken] = responses
      .slice(0, 4)
      .map((response) => new StreamText(response));
    const said = async (text: StreamText | undefined): Promise<unknown> =>
      JSON.parse(/data: (.*)\n\n/.exec((await text?.until('\n\n')) ?? '')?.[1] ?? '') as unknown;
    const asked = { cookie: 'user=one', accept: 'text/event-stream', id: '', address: '127.0.0.1' };
    expect(await said(one)).toEqual(asked);
    expect(await said(two)).toEqual({ ...asked, id: '7' });
    expect(await short?.end()).toContain('data: last\n\n');
    await expect(broken?.end()).rejects.toThrow('broken');
    expect(worker.count('GET')).toBe(1);
    expect(worker.count('POST')).toBe(1);
    if (!isTiny) expect(responses[0]?.headers.get('x-of')).toBe('/streams/1');

    // Who asks later is somebody else, perhaps.
    worker.cookie = 'user=two';
    const later = new StreamText(await worker.open('/streams/3'));
    expect(await said(later)).toEqual({ ...asked, cookie: 'user=two' });
    expect(worker.count('GET')).toBe(1);
  });

  if (!isTiny) {
    test('follows a redirect to itself, and leaves one to elsewhere to the browser', async () => {
      const origin = await startServer();
      const worker = new ModelWorker(origin);
      ends.push(() => worker.end());
      const moved = await worker.open('/moved');
      expect(await new StreamText(moved).until('\n\n')).toContain('user=one');
      await expect(worker.open('/away')).rejects.toThrow();
      expect(worker.count('GET', '/away')).toBe(1);
      expect(worker.count('GET', '/moved')).toBe(0);
    });
  }
});

test('a stream that nobody reads any more is over at its server, too', async () => {
  let closed: () => void = () => undefined;
  const isClosed = new Promise<void>((resolve) => {
    closed = resolve;
  });
  const carry = carryEventStreams({ path });
  const origin = await start((request, response) =>
    carry(request, response, () => {
      response.on('close', closed);
      answer(request, response);
    }),
  );
  const worker = new ModelWorker(origin);
  ends.push(() => worker.end());
  const other = await worker.open('/streams/2');
  const leaving = new AbortController();
  const response = await worker.open('/streams/1', {}, leaving.signal);
  await new StreamText(response).until('\n\n');
  leaving.abort();
  await isClosed;
  expect(await new StreamText(other).until('\n\n')).toContain('user=one');
});

test('a plain server of Python is carried by the proxy, each event at once', async () => {
  const python = await startPython('plainBackEnd.py');
  ends.push(python.stop);
  const { origin, kill } = await startCli('--target', python.origin, '--listen', '0');
  ends.push(kill);
  const worker = new ModelWorker(origin);
  ends.push(() => worker.end());
  const streams = await Promise.all(
    Array.from(
      { length: 10 },
      async (_, index) => new StreamText(await worker.open(`/streams/${index}`)),
    ),
  );
  for (let event = 1; event <= 3; event++) {
    for (const [index, stream] of streams.entries()) {
      // Over the proxy, like anything else that is no stream.
      await fetch(`${origin}/streams/${index}`, { method: 'POST', body: `["${index}: ${event}"]` });
      expect(await stream.until(`id: ${event}\n`)).toContain(`data: ${index}: ${event}`);
    }
  }
  expect(worker.count('GET')).toBe(1);
});

test.each([
  [['--listen', '0'], '--target'],
  [['--target', 'x', '--listen', '0'], 'Expected an origin'],
  [['--target', 'http://127.0.0.1:1', '--listen', 'x'], 'Expected a port'],
  [['--target', 'http://127.0.0.1:1', '--listen', '0', '--redis', 'x'], 'redisBus'],
])('the program called with %j says what is wrong', async (args, message) => {
  await expect(startCli(...args)).rejects.toThrow(message);
});
