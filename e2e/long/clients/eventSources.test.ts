import { expect, test } from '@jest/globals';
import { TrpcBackEnd } from '../../../fixtures/clients/trpc/backEnd.js';
import type { ClientName } from '../../kit/buildClientPage.js';
import { describeInBrowsers } from '../../kit/describeInBrowsers.js';
import { EventPublisher } from '../../kit/EventPublisher.js';
import type { ScriptedServer } from '../../kit/ScriptedServer.js';
import { tellStory } from '../../kit/tellStory.js';
import type { StoryServer } from '../../kit/tellStory.js';

const publisher =
  (dataOf?: (number: number) => string) =>
  (server: ScriptedServer): StoryServer => {
    const path = '/events';
    const events = new EventPublisher(server, path, 100, dataOf);
    return { path, publish: () => events.publish() };
  };

const turboStream = (number: number): string =>
  '<turbo-stream action="append" target="messages">' +
  `<template><li>event ${number}</li></template></turbo-stream>`;

const trpc = (server: ScriptedServer): StoryServer => {
  const { path, handle, publish } = new TrpcBackEnd();
  server.serve(handle);
  let count = 0;
  return { path, publish: () => publish(`event ${++count}`) };
};

const clients: readonly (readonly [
  ClientName,
  start: (server: ScriptedServer) => StoryServer,
  // Never left out: Jest would take the place for its own callback.
  rule: readonly [string, string] | undefined,
])[] = [
  ['eventsource', publisher(), undefined],
  ['fetch-event-source', publisher(), undefined],
  ['htmx', publisher((number) => `<li>event ${number}</li>`), ['htmx', '/events']],
  ['reconnecting-eventsource', publisher(), undefined],
  ['trpc', trpc, ['trpc', '/trpc/']],
  ['turbo', publisher(turboStream), ['turbo', '/events']],
];

const early = ['open', 'event 1', 'event 2', 'error', 'open', 'event 3', 'event 4'];
const late = early.filter((line) => line !== 'event 1');
const lines = [early, early, late];

describeInBrowsers('three tabs with the same client', (kit) => {
  test.each(clients)(
    '%s: see the same with the worker as without, over one connection instead of three',
    async (client, start, rule) => {
      const [native, ...shared] = await Promise.all([
        tellStory(kit, { client, start, hasWorker: false, connections: 3 }),
        tellStory(kit, { client, start, hasWorker: true, connections: 1 }),
        // The same by a rule, which is then all that the worker has for event streams.
        ...(rule
          ? [tellStory(kit, { client, start, hasWorker: true, providers: [rule], connections: 1 })]
          : []),
      ]);
      expect(native.lines).toEqual(lines);
      for (const { lines: seen, answers } of shared) {
        expect(seen).toEqual(lines);
        // An EventSource is named first, and asks by its name from then on; the others come back once.
        expect([3, 6]).toContain(answers);
      }
    },
  );
});
