import { createServer } from 'node:http';
import type { Server, RequestListener, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { EventStreamCarrier } from 'event-stream-carrier';
import { carryEventStreams } from './index.js';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) { server.closeAllConnections(); server.close(); }
});

test('smoke', async () => {
  let gets = 0, posts = 0; let stream: ServerResponse | undefined;
  const carry = carryEventStreams({ path: '/event-streams' });
  const server = createServer((req, res) => {
    if (req.url?.startsWith('/event-streams')) { if (req.method === 'GET') gets++; else posts++; }
    carry(req, res, () => {
      console.log(req.url, req.headers, req.socket.remoteAddress);
      if (req.url === '/no') { res.writeHead(404, {'content-type': 'text/plain'}).end('nope'); return; }
      res.writeHead(200, { 'content-type': 'text/event-stream' });
      res.write('id: 1\ndata: hello\r\n\r\n');
      stream = res;
    });
  });
  servers.push(server);
  await new Promise<void>((r) => server.listen(0, '127.0.0.1', r));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  Object.assign(globalThis, { self: { location: new URL(origin) } });
  const realFetch = globalThis.fetch;
  globalThis.fetch = (u, i) => realFetch(u, { ...i, headers: { ...(i?.headers as object), 'sec-fetch-site': 'same-origin', cookie: 'a=b' } });
  const carrier = new EventStreamCarrier('/event-streams');
  const [a, b, c] = await Promise.all(['/a', '/b', '/no'].map((p) => carrier.fetch(new Request(origin + p, {headers:{accept:'text/event-stream','last-event-id':'7'}}))));
  console.log(a?.status, [...a!.headers], c?.status, await c?.text());
  const reader = a!.body!.getReader();
  console.log(JSON.stringify(Buffer.from((await reader.read()).value!).toString()));
  const rb = b!.body!.getReader();
  console.log(JSON.stringify(Buffer.from((await rb.read()).value!).toString()));
  stream?.end('data: x\n\nda');
  console.log(JSON.stringify(Buffer.from((await rb.read()).value!).toString()));
  console.log(await rb.read().catch(e=>e));
  console.log(gets, posts);
  globalThis.fetch = realFetch;
});
