const folder = 'sse-service-worker/src';

/**
 * Faults in what keeps streams alive through a worker's life.
 *
 * @type {readonly import('./mutations.mjs').Mutation[]}
 */
export const workerMutations = [
  {
    fault: 'an EventSource that nobody remembers counts as new',
    file: `${folder}/naming/FreshTags.ts`,
    from: '?? true',
    to: '?? false',
    tests: 'naming/FreshTags.test.ts',
  },
  {
    fault: "a tag is put behind another number sign than the app's",
    file: `${folder}/naming/EventSourceTag.ts`,
    from: "url.includes('#') ? '' : '#'",
    to: "'#'",
    tests: 'naming/EventSourceTag.test.ts',
  },
  {
    fault: 'what another version has stored is read',
    file: `${folder}/positions/PositionStore.ts`,
    from: '(value as Partial<Stored>).version === VERSION',
    to: 'true',
    tests: 'positions/PositionStore.test.ts',
  },
  {
    fault: 'IDs of any length are stored',
    file: `${folder}/positions/PositionStore.ts`,
    from: 'lastEventId.length <= MAX_ID_LENGTH',
    to: 'true',
    tests: 'positions/PositionStore.test.ts',
  },
  {
    fault: 'a line break in a parameter becomes part of a header',
    file: `${folder}/positions/revivedRequest.ts`,
    from: ' || /%0[0ad]/i.test(encoded)',
    to: '',
    tests: 'positions/revivedRequest.test.ts',
  },
  {
    fault: 'pages that the first worker takes over count as served by one before it',
    file: `${folder}/positions/EarlierClients.ts`,
    from: '(await this.#isFirst()) ? [] : await clients.matchAll()',
    to: 'await clients.matchAll()',
    tests: 'positions/EarlierClients.test.ts',
  },
  {
    fault: 'what a slow storage says counts as newer than what the worker has seen',
    file: `${folder}/sharing/StreamKeeper.ts`,
    from: 'name !== MARK && !isEarlier));',
    to: 'name !== MARK && !isEarlier), true);',
    tests: 'sharing/StreamKeeper.test.ts',
  },
  {
    fault: 'a client that the browser cannot find is an unhandled rejection',
    file: `${folder}/sharing/StreamKeeper.ts`,
    from: `this.#noteClient(clientId).catch((error: unknown) => {
      this.onStorageError(error);
    });`,
    to: 'void this.#noteClient(clientId);',
    tests: 'sharing/StreamKeeper.test.ts',
  },
  {
    fault: 'the worker asks for a page that is gone while it waits',
    file: `${folder}/waiting/JoinAttempts.ts`,
    from: ' && (await self.clients.get(clientId)) !== undefined',
    to: '',
    tests: 'promises/waiting-for-the-server.test.ts',
  },
  {
    fault: 'the browser may end the worker during a login',
    file: `${folder}/session/watchRequests.ts`,
    from: '  event.waitUntil(over);\n',
    to: '',
    tests: 'session/watchRequests.test.ts',
  },
  {
    fault: 'a stream resets itself by being opened',
    file: `${folder}/session/watchRequests.ts`,
    from: " || request.headers.get('accept')?.includes('event-stream')",
    to: '',
    tests: 'session/watchRequests.test.ts',
  },
  {
    fault: 'a page that waits counts as there when its client is gone',
    file: `${folder}/waiting/WaitingTurns.ts`,
    from: 'if (client) {',
    to: 'if (client ?? true) {',
    tests: 'waiting/WaitingTurns.test.ts',
  },
  {
    fault: 'a page that has come back in time counts as gone',
    file: `${folder}/waiting/WaitingTurns.ts`,
    from: '    clearTimeout(attempt.gone);\n',
    to: '',
    tests: 'waiting/WaitingTurns.test.ts',
  },
  {
    fault: 'what another version of this library says is taken as it is',
    file: `${folder}/messages/announcementOf.ts`,
    from: 'version !== 1 || ',
    to: '',
    tests: 'messages/messages.test.ts',
  },
  {
    fault: 'records that are none are taken for positions',
    file: `${folder}/messages/announcementOf.ts`,
    from: 'records.filter(isPositionRecord)',
    to: 'records',
    tests: 'messages/messages.test.ts',
  },
  {
    fault: 'a version that has waited since before the worker was started waits for ever',
    file: `${folder}/update/UpdateHandOver.ts`,
    from: '      this.#takeUp();\n',
    to: '',
    tests: 'update/UpdateHandOver.test.ts',
  },
  {
    fault: "a new version's wish to take over is not insisted on",
    file: `${folder}/update/UpdateHandOver.ts`,
    from: '      if (next.isWanted) void this.#insist(next);\n',
    to: '',
    tests: 'promises/update-held-up.test.ts',
  },
];
