/**
 * A fault that somebody might make, in one place of the core, and the unit tests that are to notice it.
 *
 * @typedef {object} Mutation
 * @property {string} fault what is wrong then, in words
 * @property {string} file path below `packages`
 * @property {string} from the code, which stands there exactly once
 * @property {string} to what it becomes
 * @property {string} tests path of the test file, below the file's package's `src`
 */

const core = 'sse-multiplexer/src';
const worker = 'sse-service-worker/src';

/** @type {readonly Mutation[]} */
export const mutations = [
  {
    fault: "the upstream's referrer is not the page's",
    file: `${core}/upstream/upstreamRequest.ts`,
    from: '    referrer: page.referrer,\n',
    to: '',
    tests: 'upstream/upstreamRequest.test.ts',
  },
  {
    fault: 'the HTTP cache answers for an upstream',
    file: `${core}/upstream/upstreamRequest.ts`,
    from: "    cache: 'no-store',\n",
    to: '',
    tests: 'upstream/upstreamRequest.test.ts',
  },
  {
    fault: "the upstream has other credentials than the page's",
    file: `${core}/upstream/upstreamRequest.ts`,
    from: '    credentials: page.credentials,\n',
    to: '',
    tests: 'upstream/upstreamRequest.test.ts',
  },
  {
    fault: 'the first of several content types counts',
    file: `${core}/upstream/isEventStreamResponse.ts`,
    from: '.at(-1)',
    to: '.at(0)',
    tests: 'upstream/isEventStreamResponse.test.ts',
  },
  {
    fault: 'all browsers come back in step',
    file: `${core}/upstream/reconnectDelay.ts`,
    from: 'random() * ceiling',
    to: 'ceiling',
    tests: 'upstream/reconnectDelay.test.ts',
  },
  {
    fault: 'a stored position is preferred to a newer one',
    file: `${core}/memory/PagePositions.ts`,
    from: '(isHere || !isNews)',
    to: 'isHere',
    tests: 'memory/PagePositions.test.ts',
  },
  {
    fault: "a name that comes with another client is taken for the first one's",
    file: `${core}/memory/PagePositions.ts`,
    from: 'return position?.clientId === clientId ? position : undefined;',
    to: 'return position;',
    tests: 'memory/PagePositions.test.ts',
  },
  {
    fault: 'events that are too old are kept',
    file: `${core}/memory/ReplayBuffer.ts`,
    from: ' || entry.at < oldest',
    to: '',
    tests: 'memory/ReplayBuffer.test.ts',
  },
  {
    fault: 'what follows a forgotten event is replayed without it',
    file: `${core}/memory/ReplayBuffer.ts`,
    from: '    if (sequence < this.#floor) return undefined;\n',
    to: '',
    tests: 'memory/ReplayBuffer.test.ts',
  },
  {
    fault: 'an ID that stands at two places counts for one of them',
    file: `${core}/memory/ReplayBuffer.ts`,
    from: 'places.length === 1',
    to: 'places.length > 0',
    tests: 'memory/ReplayBuffer.test.ts',
  },
  {
    fault: 'requests with and without cookies share',
    file: `${core}/sharing/shareKey.ts`,
    from: 'JSON.stringify([credentials, ',
    to: 'JSON.stringify([',
    tests: 'sharing/shareKey.test.ts',
  },
  {
    fault: 'a name that an option gives counts for all origins',
    file: `${core}/sharing/shareKey.ts`,
    from: 'new URL(url).origin, name]',
    to: 'name]',
    tests: 'sharing/shareKey.test.ts',
  },
  {
    fault: 'a request with integrity metadata is shared',
    file: `${core}/sharing/obstacleTo.ts`,
    from: "  if (integrity) return 'integrity';\n",
    to: '',
    tests: 'sharing/obstacleTo.test.ts',
  },
  {
    fault: 'a page that joins gets no first byte',
    file: `${core}/wire/catchUpBlock.ts`,
    from: ": ':\\n\\n'",
    to: ": ''",
    tests: 'wire/catchUpBlock.test.ts',
  },
  {
    fault: 'a page that has caught up is never waited for again',
    file: `${core}/delivery/Stragglers.ts`,
    from: 'if (!subscriber.isLate) this.#givenUp.delete(subscriber);',
    to: '',
    tests: 'delivery/Stragglers.test.ts',
  },
  {
    fault: 'an EventSource that nobody remembers counts as new',
    file: `${worker}/naming/FreshTags.ts`,
    from: '?? true',
    to: '?? false',
    tests: 'naming/FreshTags.test.ts',
  },
  {
    fault: "a tag is put behind another number sign than the app's",
    file: `${worker}/naming/EventSourceTag.ts`,
    from: "url.includes('#') ? '' : '#'",
    to: "'#'",
    tests: 'naming/EventSourceTag.test.ts',
  },
  {
    fault: 'what another version has stored is read',
    file: `${worker}/positions/PositionStore.ts`,
    from: '(value as Partial<Stored>).version === VERSION',
    to: 'true',
    tests: 'positions/PositionStore.test.ts',
  },
  {
    fault: 'IDs of any length are stored',
    file: `${worker}/positions/PositionStore.ts`,
    from: 'lastEventId.length <= MAX_ID_LENGTH',
    to: 'true',
    tests: 'positions/PositionStore.test.ts',
  },
  {
    fault: 'a line break in a parameter becomes part of a header',
    file: `${worker}/positions/revivedRequest.ts`,
    from: ' || /%0[0ad]/i.test(encoded)',
    to: '',
    tests: 'positions/revivedRequest.test.ts',
  },
  {
    fault: 'pages that the first worker takes over count as served by one before it',
    file: `${worker}/positions/EarlierClients.ts`,
    from: '(await this.#isFirst()) ? [] : await clients.matchAll()',
    to: 'await clients.matchAll()',
    tests: 'positions/EarlierClients.test.ts',
  },
  {
    fault: 'what a slow storage says counts as newer than what the worker has seen',
    file: `${worker}/sharing/StreamKeeper.ts`,
    from: 'name !== MARK && !isEarlier));',
    to: 'name !== MARK && !isEarlier), true);',
    tests: 'sharing/StreamKeeper.test.ts',
  },
  {
    fault: 'a client that the browser cannot find is an unhandled rejection',
    file: `${worker}/sharing/StreamKeeper.ts`,
    from: `this.#noteClient(clientId).catch((error: unknown) => {
      this.onStorageError(error);
    });`,
    to: 'void this.#noteClient(clientId);',
    tests: 'sharing/StreamKeeper.test.ts',
  },
  {
    fault: 'the worker asks for a page that is gone while it waits',
    file: `${worker}/waiting/JoinAttempts.ts`,
    from: ' && (await self.clients.get(clientId)) !== undefined',
    to: '',
    tests: 'promises/waiting-for-the-server.test.ts',
  },
  {
    fault: 'the browser may end the worker during a login',
    file: `${worker}/session/watchRequests.ts`,
    from: '  event.waitUntil(over);\n',
    to: '',
    tests: 'session/watchRequests.test.ts',
  },
  {
    fault: 'a stream resets itself by being opened',
    file: `${worker}/session/watchRequests.ts`,
    from: " || request.headers.get('accept')?.includes('event-stream')",
    to: '',
    tests: 'session/watchRequests.test.ts',
  },
  {
    fault: 'a page that waits counts as there when its client is gone',
    file: `${worker}/waiting/WaitingTurns.ts`,
    from: 'if (client) {',
    to: 'if (client ?? true) {',
    tests: 'waiting/WaitingTurns.test.ts',
  },
  {
    fault: 'a page that has come back in time counts as gone',
    file: `${worker}/waiting/WaitingTurns.ts`,
    from: '    clearTimeout(attempt.gone);\n',
    to: '',
    tests: 'waiting/WaitingTurns.test.ts',
  },
];
