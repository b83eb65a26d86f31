import { expect, test } from '@jest/globals';
import { buildPage } from '../kit/buildPage.js';
import { describeInBrowsers } from '../kit/describeInBrowsers.js';
import type { LogEntry } from '../kit/page/LogEntry.js';
import type { Stage } from '../kit/Stage.js';

const accept = 'text/event-stream';

/** A stream whose every connection says to whom it was opened. */
const serve = ({ server }: Stage): void => {
  server.route('/events', (exchange, attempt) => {
    void exchange.open().write(`id: ${attempt}\ndata: connection ${attempt}\n\n`);
  });
};

const dataOf = (log: readonly LogEntry[]): string[] =>
  log.flatMap((entry) => (entry.kind === 'event' ? [entry.data] : []));

describeInBrowsers('what a page asks', (kit) => {
  test('is shared with other tabs, whatever the browser adds for a site that asks for hints', async () => {
    const stage = await kit.set({ worker: 'multiplex', multiplex: { join: 'live' } });
    serve(stage);
    const hints = 'DPR, Viewport-Width, Device-Memory, Downlink, ECT, RTT';
    stage.server.route('/', (exchange) => {
      exchange.respond(200, { 'content-type': 'text/html', 'accept-ch': hints }, buildPage());
    });
    const tabs = await stage.openTabs(3);
    await Promise.all(
      tabs.map(({ page }, index) => page.setViewport({ width: 400 + index, height: 300 })),
    );
    for (const tab of tabs) {
      await tab.listen('/events');
      await tab.until('/events', 'open', 1);
    }
    expect(stage.server.exchanges('/events')).toHaveLength(1);
    const { headers } = (await stage.server.request('/events')).request;
    if (kit.browserName === 'chrome') expect(headers).toHaveProperty('viewport-width');
  });

  test.each<[type: string | string[]]>([
    [['text/event-stream', 'text/event-stream']],
    [['text/html', 'text/event-stream']],
    ['text/event-stream, text/event-stream'],
    ['text/event-stream, text/html'],
  ])('is a stream, or none, as it is without a worker: Content-Type %j', async (type) => {
    const logs: unknown[] = [];
    for (const worker of [undefined, 'multiplex'] as const) {
      const stage = await kit.set(worker ? { worker } : {});
      stage.server.route('/events', (exchange) => {
        void exchange.open({ 'content-type': type }).write('data: 1\n\n');
      });
      const tab = await stage.openControlledTab();
      await tab.listen('/events');
      const isNone = type === 'text/event-stream, text/html';
      const log = isNone
        ? await tab.untilClosed('/events')
        : await tab.until('/events', 'event', 1);
      logs.push(log.map((entry) => (entry.kind === 'event' ? entry.data : entry)));
    }
    expect(logs[1]).toEqual(logs[0]);
  });

  test.each(['Referer', '*'])(
    "is each page's own where the server says that the answer depends on it: Vary: %s",
    async (vary) => {
      const stage = await kit.set({ worker: 'multiplex' });
      stage.server.route('/events', (exchange) => {
        const { referer } = exchange.request.headers;
        void exchange.open({ vary }).write(`data: for ${new URL(referer ?? '').search}\n\n`);
      });
      await stage.openTab();
      const tabs = await Promise.all(
        ['one', 'two', 'three'].map((name) => stage.openTab(`${stage.url}&${name}`)),
      );
      for (const tab of tabs) await tab.listen('/events');
      const logs = await Promise.all(tabs.map((tab) => tab.until('/events', 'event', 1)));
      expect(logs.map(dataOf)).toEqual(
        ['one', 'two', 'three'].map((name) => [`for ${new URL(`${stage.url}&${name}`).search}`]),
      );
      // The first connection of the worker has shown it; the pages do not notice.
      expect(logs.flat().filter(({ kind }) => kind === 'error')).toEqual([]);
      await stage.server.untilConnected('/events', 3);
    },
  );

  test('is asked as natively where its URL has a user and a password', async () => {
    const logs: unknown[] = [];
    for (const worker of [undefined, 'multiplex'] as const) {
      const stage = await kit.set(worker ? { worker } : {});
      const asked: (string | undefined)[] = [];
      stage.server.route('/events', (exchange) => {
        asked.push(exchange.request.headers.authorization);
        void exchange.open().write('data: 1\n\n');
      });
      const tab = await stage.openControlledTab();
      const url = `${stage.server.origin.replace('://', '://anna:secret@')}/events`;
      await tab.listen(url);
      // Chromium lets no page ask so, unless it was itself opened with them.
      const log =
        kit.browserName === 'chrome'
          ? await tab.untilClosed(url)
          : await tab.until(url, 'event', 1);
      logs.push([log, asked]);
    }
    const [native, shared] = JSON.parse(
      JSON.stringify(logs).replace(/127\.0\.0\.1:\d+/g, 'HOST'),
    ) as unknown[];
    expect(shared).toEqual(native);
  });

  test('is answered in the language that its client asks for', async () => {
    const answers: unknown[] = [];
    for (const worker of [undefined, 'multiplex'] as const) {
      const stage = await kit.set(worker ? { worker } : {});
      stage.server.route('/events', (exchange) => {
        const { 'accept-language': language } = exchange.request.headers;
        void exchange.open().write(`data: in ${language}.\n\n`);
      });
      await stage.openTab();
      const tabs = await stage.openTabs(3);
      const wishes = [{}, { 'accept-language': 'fr' }, { 'accept-language': 'de' }];
      const read = await Promise.all(
        tabs.map(async (tab, index) => {
          await tab.read('/events', { accept, ...wishes[index] }, { cache: 'no-store' });
          return tab.untilRead('/events', '.');
        }),
      );
      expect(read.slice(1)).toEqual(['data: in fr.\n\n', 'data: in de.\n\n']);
      answers.push(read);
    }
    expect(answers[1]).toEqual(answers[0]);
  });

  test("leaves no connection behind where each of many streams turns out to be a page's own", async () => {
    const stage = await kit.set({ worker: 'multiplex' });
    stage.server.route('/events', (exchange) => {
      void exchange.open({ vary: '*' }).write('data: for you\n\n');
    });
    const tab = await stage.openControlledTab();
    for (let index = 0; index < 40; index++) {
      const url = `/events?${index}`;
      await tab.listen(url);
      await tab.until(url, 'event', 1);
      await tab.stop(url);
    }
    expect(stage.server.exchanges('/events')).toHaveLength(2 * 40);
    const { server } = stage;
    // The server's next bytes would end what a worker of Firefox has left behind.
    await server.until('no connection', () => server.connected('/events').length === 0);
  });

  test("leaves no connection behind that outlives the server's next bytes, where each of many pages goes as an event arrives", async () => {
    const stage = await kit.set({ worker: 'multiplex', multiplex: { linger: 0 } });
    const { server } = stage;
    server.route('/events', (exchange) => {
      void exchange.open().write(':\n\n');
    });
    const tab = await stage.openControlledTab();
    for (let index = 0; index < 40; index++) {
      const url = `/events?${index}`;
      await tab.listen(url);
      await tab.until(url, 'open', 1);
      const [stream] = server.exchanges('/events').slice(-1);
      // The event is to arrive in the few milliseconds in which the worker ends the connection; when that is, nobody tells.
      const left = tab.stop(url);
      await new Promise((resolve) => setTimeout(resolve, index % 40));
      void stream?.write('data: late\n\n');
      await left;
      await server.untilConnected('/events', 0);
    }
  });

  test('is shared by those with the same Authorization, if varyOn names it', async () => {
    const stage = await kit.set({
      worker: 'multiplex',
      multiplex: { join: 'live', varyOn: ['Authorization'], ignoreHeaders: ['traceparent'] },
    });
    serve(stage);
    const tabs = await stage.openTabs(3);
    const bearers = ['Bearer anna', 'Bearer anna', 'Bearer bert'];
    for (const [index, tab] of tabs.entries()) {
      const authorization = bearers[index] ?? '';
      await tab.read('/events', { accept, authorization, traceparent: `00-${index}` });
      await tab.page.evaluate(() => undefined);
      await stage.server.until(
        'its connection',
        () => stage.server.exchanges('/events').length > 0,
      );
    }
    const two = [
      await stage.server.request('/events', 1),
      await stage.server.request('/events', 2),
    ];
    for (const { request } of two) {
      const { authorization } = request.headers;
      void stage.server
        .connected('/events')
        .find((exchange) => exchange.request === request)
        ?.write(`data: to ${authorization}\n\n`);
    }
    for (const [index, tab] of tabs.entries())
      await tab.untilRead('/events', `to ${bearers[index]}`);
    expect(two.map(({ request }) => request.headers.authorization).sort()).toEqual([
      'Bearer anna',
      'Bearer bert',
    ]);
    expect(stage.server.exchanges('/events')).toHaveLength(2);
  });

  test('stays as it is written when it is asked for again after an ID', async () => {
    const stage = await kit.set({ worker: 'multiplex', multiplex: { resume: { query: 'since' } } });
    stage.server.route('/events', (exchange, attempt) => {
      void exchange.open().write(`retry: 100\nid: ${attempt}\ndata: ${attempt}\n\n`);
    });
    const tab = await stage.openControlledTab();
    const url = '/events?since=0&sig=a~b%7E+c%20d';
    await tab.listen(url);
    await tab.until(url, 'event', 1);
    stage.server.connected('/events')[0]?.end();
    await tab.until(url, 'event', 2);
    expect(stage.server.exchanges('/events').map(({ request }) => request.url)).toEqual([
      url,
      '/events?sig=a~b%7E+c%20d&since=1',
    ]);
  });

  test('and is not shared is told in the console, with the reason, by a development build', async () => {
    const stage = await kit.set({ worker: 'multiplex', build: 'development' });
    serve(stage);
    const tab = await stage.openControlledTab();
    await tab.read('/events', { accept, 'x-token': 'secret' });
    const warning = await tab.askWorker<string>({ warning: '/events' }, 'a warning');
    expect(warning).toMatch(/is left to the browser.*: header x-token$/);
  });
});
