import { afterEach, expect, jest, test } from '@jest/globals';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { listenOn } from '../testing/listenOn.js';
import { startCli } from '../testing/startCli.js';
import { StreamText } from '../testing/StreamText.js';

jest.setTimeout(60_000);
const path = '/event-streams';
const ends: (() => unknown)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** The program, in a process that has its own memory, before this server. */
const before = async (target: string, ...args: string[]): Promise<string> => {
  const { origin, kill } = await startCli('--target', target, '--listen', '0', ...args);
  ends.push(kill);
  return origin;
};

/** Sends a request as it stands here. @returns the answer. */
const send = async (origin: string, request: string): Promise<string> => {
  const socket = connect(Number(new URL(origin).port), '127.0.0.1');
  const pieces: Buffer[] = [];
  socket.on('data', (piece: Buffer) => pieces.push(piece));
  socket.write(request);
  await once(socket, 'close');
  return Buffer.concat(pieces).toString('latin1');
};

/** A carrier, and what posts to it. */
const carrierAt = async (origin: string) => {
  const headers = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' };
  const down = new StreamText(await fetch(origin + path, { headers }));
  ends.push(() => down.cancel());
  const [, carrier = ''] = /"id":"([\w-]+)"/.exec(await down.until('\n\n')) ?? [];
  const open = async (url: string): Promise<number> => {
    const body = JSON.stringify({ carrier, open: [{ stream: 1, url }] });
    return (await fetch(origin + path, { method: 'POST', headers, body })).status;
  };
  return { down, open };
};

test.each([
  'GET http://127.0.0.1:OTHER/secret',
  'GET //127.0.0.1:OTHER/secret',
  'GET /\\127.0.0.1:OTHER/secret',
  'GET @127.0.0.1:OTHER/secret',
  'GET http://127.0.0.1:OTHER/event-streams',
  'POST http://127.0.0.1:OTHER/event-streams',
  'CONNECT 127.0.0.1:OTHER',
])('the program is no way to another server than its target: %s', async (line) => {
  const reached: string[] = [];
  const target = await listenOn((_request, response) => response.writeHead(404).end());
  const other = await listenOn((request, response) => {
    reached.push(request.url ?? '');
    response.end('secret');
  });
  ends.push(target.stop, other.stop);
  const origin = await before(target.origin);
  const asked = line.replace('OTHER', new URL(other.origin).port);
  const answer = await send(origin, `${asked} HTTP/1.1\r\nHost: app\r\nConnection: close\r\n\r\n`);
  expect(answer).not.toContain('secret');
  expect(reached).toEqual([]);
});

test('two lengths of one request are refused, so that no second one can hide in the first', async () => {
  const reached: string[] = [];
  const target = await listenOn((request, response) => {
    reached.push(request.url ?? '');
    response.end();
  });
  ends.push(target.stop);
  const origin = await before(target.origin);
  const hidden = 'GET /hidden HTTP/1.1\r\nHost: app\r\n\r\n';
  const answer = await send(
    origin,
    `POST ${path} HTTP/1.1\r\nHost: app\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${hidden.length + 5}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${hidden}`,
  );
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(reached).toEqual([]);
});

test('a target whose head does not end is given up, and its stream is an error', async () => {
  let sent = 0;
  const target = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n');
      const line = `X-Long: ${'x'.repeat(1000)}\r\n`;
      const more = (): void => {
        while (!socket.destroyed && socket.write(line)) sent += line.length;
        if (!socket.destroyed) socket.once('drain', more);
      };
      more();
    });
  });
  await once(target.listen(0, '127.0.0.1'), 'listening');
  ends.push(() => target.close());
  const origin = await before(`http://127.0.0.1:${(target.address() as AddressInfo).port}`);
  const { down, open } = await carrierAt(origin);
  expect(await open('/stream')).toBe(204);
  expect(await down.until('"unreachable"')).toContain('event: error\ndata: {"stream":1,');
  // What the system's buffers hold.
  expect(sent).toBeLessThan(20e6);
});

test('a target that redirects to itself without end is left after twenty times', async () => {
  let asked = 0;
  const target = await listenOn((_request, response) => {
    response.writeHead(307, { location: `/stream?${++asked}` }).end();
  });
  ends.push(target.stop);
  const origin = await before(target.origin);
  const { down, open } = await carrierAt(origin);
  expect(await open('/stream')).toBe(204);
  await down.until('redirected too often');
  expect(asked).toBe(21);
});
