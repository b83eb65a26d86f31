import { afterEach, expect, test } from '@jest/globals';
import { GraphqlBackEnd } from '../../../fixtures/clients/graphql-sse/backEnd.js';
import { McpBackEnd } from '../../../fixtures/clients/mcp/backEnd.js';
import { OpenAiBackEnd } from '../../../fixtures/clients/openai/backEnd.js';
import { buildClientPage } from '../../kit/buildClientPage.js';
import { describeInBrowsers } from '../../kit/describeInBrowsers.js';
import { ScriptedServer } from '../../kit/ScriptedServer.js';
import type { SiteOptions } from '../../kit/Site.js';
import { tellStory } from '../../kit/tellStory.js';
import type { Story, StoryOptions, StoryServer } from '../../kit/tellStory.js';

const start =
  (BackEnd: typeof GraphqlBackEnd | typeof McpBackEnd, resumes: boolean) =>
  (server: ScriptedServer): StoryServer => {
    const { path, handle, publish } = new BackEnd();
    server.serve(handle);
    let count = 0;
    return { path, publish: () => publish(`event ${++count}`), resumes };
  };

const clients: readonly (readonly [string, Pick<StoryOptions, 'client' | 'start' | 'mode'>])[] = [
  [
    'graphql-sse, a connection for each operation',
    { client: 'graphql-sse', start: start(GraphqlBackEnd, false) },
  ],
  [
    'graphql-sse, a connection for all operations',
    { client: 'graphql-sse', start: start(GraphqlBackEnd, false), mode: 'single' },
  ],
  ['mcp, Streamable HTTP', { client: 'mcp', start: start(McpBackEnd, true) }],
];

const early = ['open', 'event 1', 'event 2', 'error', 'open', 'event 3', 'event 4'];
const late = early.filter((line) => line !== 'event 1');

describeInBrowsers('three tabs with a client whose streams may not be shared', (kit) => {
  const services: ScriptedServer[] = [];

  afterEach(async () => {
    await Promise.all(services.splice(0).map((service) => service.close()));
  });

  test.each(clients)(
    '%s: keep theirs, which the worker leaves to the browser',
    async (_, client) => {
      const tell = (hasWorker: boolean, rule?: readonly [string, string]): Promise<Story> =>
        tellStory(kit, {
          ...client,
          hasWorker,
          ...(rule && { providers: [rule] }),
          connections: 3,
        });
      const stories = await Promise.all([
        tell(false),
        tell(true),
        ...(client.client === 'mcp' ? [tell(true, ['mcp', '/mcp'])] : []),
      ]);
      for (const { lines, answers } of stories) {
        expect(lines).toEqual([early, early, late]);
        expect(answers).toBe(0);
      }
    },
  );

  /** Three tabs ask, get an event, and are dropped, from which such a client does not come back. */
  const tellOnce = async (
    workerFor: (origin: string) => Pick<SiteOptions, 'worker' | 'providers'>,
  ): Promise<Story> => {
    const service = await ScriptedServer.start();
    services.push(service);
    const worker = workerFor(service.origin);
    const stage = await kit.set({ page: buildClientPage('openai'), ...worker });
    const { path, handle, publish } = new OpenAiBackEnd();
    service.serve(handle);
    const url = new URL(stage.url);
    url.searchParams.set('backEnd', service.origin);
    const tabs = await stage.openTabs(3, url.href);
    await Promise.all(tabs.map((tab) => tab.untilLine('open')));
    publish('event 1');
    await Promise.all(tabs.map((tab) => tab.untilLine('event 1')));

    const streams = service.connected(path);
    expect(streams.map(({ request }) => request.method)).toEqual(['POST', 'POST', 'POST']);
    for (const stream of streams) stream.destroy();
    return {
      lines: await Promise.all(tabs.map((tab) => tab.untilLine('error'))),
      answers: worker.worker
        ? ((await tabs[0]?.observeWorker(service.origin + path, 3))?.answers ?? NaN)
        : 0,
    };
  };

  test('openai: keep theirs, which the worker leaves to the browser', async () => {
    const stories = await Promise.all([
      tellOnce(() => ({})),
      tellOnce(() => ({ worker: 'clients' })),
      tellOnce((origin) => ({ worker: 'providers', providers: [['aiSdk', `${origin}/v1/`]] })),
    ]);
    for (const { lines, answers } of stories) {
      const line = ['open', 'event 1', 'error'];
      expect(lines).toEqual([line, line, line]);
      expect(answers).toBe(0);
    }
  });

  /** Three sessions of the transport whose first event tells each its own address. */
  const tellLegacy = async (
    worker: Pick<SiteOptions, 'worker' | 'providers'> = {},
  ): Promise<Story> => {
    const stage = await kit.set({ page: buildClientPage('mcp'), ...worker });
    const { legacyPath, handle, publish } = new McpBackEnd();
    stage.server.serve(handle);
    const url = new URL(stage.url);
    url.searchParams.set('legacy', '');
    const tabs = await stage.openTabs(3, url.href);
    await Promise.all(tabs.map((tab) => tab.untilLine('open')));
    publish('event 1');
    const lines = await Promise.all(tabs.map((tab) => tab.untilLine('event 1')));
    expect(stage.server.connected(legacyPath)).toHaveLength(3);
    const observation = worker.worker ? await tabs[0]?.observeWorker(legacyPath, 3) : undefined;
    return { lines, answers: observation?.answers ?? 0 };
  };

  test('mcp, HTTP with SSE: keep theirs, if the worker is told its path', async () => {
    const stories = await Promise.all([
      tellLegacy(),
      tellLegacy({ worker: 'clients' }),
      tellLegacy({ worker: 'providers', providers: [['mcp', '/mcp']] }),
    ]);
    for (const { lines, answers } of stories) {
      const line = ['open', 'event 1'];
      expect(lines).toEqual([line, line, line]);
      expect(answers).toBe(0);
    }
  });
});
