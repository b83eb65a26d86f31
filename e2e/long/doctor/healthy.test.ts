import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { getRequestListener } from '@hono/node-server';
import express from 'express';
import { carryEventStreams } from 'sse-carrier';
import { createBackEnd as createExpress } from '../../../fixtures/backends/express/createBackEnd.js';
import { createBackEnd as createFastify } from '../../../fixtures/backends/fastify/createBackEnd.js';
import { createBackEnd as createHono } from '../../../fixtures/backends/hono/createBackEnd.js';
import { examine } from '../../../packages/sse-doctor/src/index.js';
import { EventPublisher } from '../../kit/EventPublisher.js';
import { NchanServer } from '../../kit/NchanServer.js';
import { NginxServer } from '../../kit/NginxServer.js';
import { ScriptedServer } from '../../kit/ScriptedServer.js';
import { codesOf } from './codesOf.js';

jest.setTimeout(180_000);

const origin = 'http://127.0.0.1:1';
const allowed = new Set([origin]);
const ends: (() => unknown)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** Publishes for as long as the test takes. */
const keepPublishing = (publish: (data: string) => void): void => {
  let count = 0;
  const timer = setInterval(() => publish(`event ${++count}`), 150);
  ends.push(() => clearInterval(timer));
};

const serve = async (application: RequestListener): Promise<string> => {
  const server = createServer(application);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const servers = {
  Express: async () => {
    const { app, publish } = createExpress(allowed);
    keepPublishing(publish);
    return serve(app);
  },
  Fastify: async () => {
    const { app, publish } = createFastify(allowed);
    keepPublishing(publish);
    ends.push(() => app.close());
    return app.listen({ host: '127.0.0.1', port: 0, listenTextResolver: () => '' });
  },
  Hono: async () => {
    const { app, publish } = createHono(allowed);
    keepPublishing(publish);
    const listen = getRequestListener(app.fetch);
    return serve((request, response) => void listen(request, response));
  },
  'nginx-proxied': async () => {
    const server = await ScriptedServer.start();
    ends.push(() => server.close());
    const publisher = new EventPublisher(server, '/events', 1000);
    keepPublishing(() => publisher.publish());
    const nginx = await NginxServer.start({ backEnd: server.origin, allowedOrigins: [origin] });
    ends.push(() => nginx.stop());
    return nginx.origin;
  },
  nchan: async () => {
    const site = await ScriptedServer.start();
    ends.push(() => site.close());
    const nchan = await NchanServer.start(site.origin);
    ends.push(() => nchan.stop());
    keepPublishing((data) => void nchan.publish(data));
    return nchan.origin;
  },
};

const isInstalled = (name: string): boolean => {
  const needed = { nchan: NchanServer, 'nginx-proxied': NginxServer }[name];
  if (needed === undefined || needed.isInstalled || process.env['CI']) return true;
  console.warn(`Not tried: apt-get install nginx libnginx-mod-nchan redis-server`);
  return false;
};

test('a server with a carrier has one, and it is recommended to use it', async () => {
  const application = express();
  application.use(carryEventStreams({ path: '/carried' }));
  const { app, publish } = createExpress(allowed);
  keepPublishing(publish);
  application.use(app);
  const url = `${await serve(application)}/events`;
  const { checks, recommendation } = await examine(url, { timeout: 3000, carrier: '/carried' });
  expect(checks.find(({ name }) => name === 'carrier')).toMatchObject({
    verdict: 'ok',
    evidence: 'one at /carried: any number of streams over one connection',
  });
  expect(recommendation.code).toContain("carrier: new EventStreamCarrier('/carried')");
});

describe.each(Object.entries(servers))('a healthy %s stream', (name, start) => {
  // nchan's stream is asked for by pages of its own origin.
  const options = name === 'nchan' ? {} : { origin, credentials: true };

  test('has no finding, works in every way, and can be shared and resumed', async () => {
    if (!isInstalled(name)) return;
    const report = await examine(`${await start()}/events`, { ...options, timeout: 4000 });
    expect(codesOf(report)).toEqual([]);
    expect(report.works).toBe(true);
    expect(report.verdicts.map(({ works }) => works)).toEqual([true, true, true, true]);
    expect(report.recommendation.use).toBe('multiplex');
    expect(report.recommendation.reasons.join(' ')).toContain(
      'because the server goes on after Last-Event-ID',
    );
    expect(report.events).toBeGreaterThan(5);
  });
});
