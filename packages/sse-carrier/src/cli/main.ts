#!/usr/bin/env node
import type { AddressInfo } from 'node:net';
import { redisBus } from '../redis/redisBus.js';
import { type ProxyArguments, proxyCommand } from './proxyCommand.js';
import { startProxy } from './startProxy.js';

const { target, listen, path, allow, origin, header, redis } = proxyCommand()
  .parse()
  .opts<ProxyArguments>();
const bus = redis === undefined ? undefined : redisBus(redis);
// A Redis that is not there shall be known now.
await bus?.listen('sse-carrier', () => undefined);
const server = await startProxy({
  ...listen,
  ...{ target, path },
  ...(allow && { allow }),
  ...(origin && { origins: origin }),
  ...(header && { headers: header }),
  ...(bus && { bus }),
});
const { address, port } = server.address() as AddressInfo;
console.warn(
  `sse-carrier: http://${address}:${port}${path} carries the event streams of ${target}`,
);
