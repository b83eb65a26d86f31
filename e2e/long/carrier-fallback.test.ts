import { expect, test } from '@jest/globals';
import type { RequestListener, ServerResponse } from 'node:http';
import { carryEventStreams } from 'sse-carrier';
import { describeInBrowsers } from '../kit/describeInBrowsers.js';
import { eventIds } from '../kit/eventIds.js';
import { EventPublisher } from '../kit/EventPublisher.js';
import '../kit/neverRetried.js';
import type { Stage } from '../kit/Stage.js';
import type { Tab } from '../kit/Tab.js';

const path = '/event-streams';

/** Milliseconds: short, so that the tests need not wait. */
const patience = 2000;
const retryAfter = 3000;

const absent: readonly [string, (response: ServerResponse) => void][] = [
  ['is not there', (response) => response.writeHead(404).end()],
  [
    'answers every path with the same page',
    (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Hello</p>'),
  ],
  [
    'is behind a proxy that buffers events',
    (response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders(),
  ],
];

interface Listener {
  readonly tab: Tab;
  readonly path: string;
  readonly publisher: EventPublisher;
}

describeInBrowsers('streams whose server', (kit) => {
  const listen = async (stage: Stage): Promise<Listener[]> => {
    const tabs = await stage.openTabs(3);
    const listeners = tabs.map((tab, number) => {
      const at = `/tabs/${number}`;
      return { tab, path: at, publisher: new EventPublisher(stage.server, at, 100) };
    });
    await Promise.all(listeners.map((listener) => listener.tab.listen(listener.path)));
    await Promise.all(listeners.map((listener) => listener.tab.until(listener.path, 'open', 1)));
    return listeners;
  };

  const carried = ({ server }: Stage, at: string): readonly boolean[] =>
    server
      .connected(at)
      .map(({ request }) => request.headers['event-stream-carried'] !== undefined);

  test.each(absent)(
    'has a carrier that %s get a connection each, and are carried when it is there',
    async (name, answer) => {
      const stage = await kit.set({
        worker: 'carrier',
        build: 'development',
        carrier: { patience, retryAfter },
      });
      const { server } = stage;
      server.serve((request, response) => {
        if (request.url?.startsWith(path)) answer(response);
        else response.writeHead(404).end();
      });
      const listeners = await listen(stage);
      for (const listener of listeners) {
        listener.publisher.publish(3);
        await listener.tab.until(listener.path, 'event', 3);
        expect(carried(stage, listener.path)).toEqual([false]);
      }
      const [first] = listeners as [Listener];
      const { page } = first.tab;
      const warning = await page.evaluate(
        () =>
          new Promise<string>((resolve) => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = ({ data }: MessageEvent<string>) => resolve(data);
            navigator.serviceWorker.controller?.postMessage(
              { warning: 'each stream has a separate connection' },
              [port2],
            );
          }),
      );
      expect(warning).toContain(path);

      server.serve(carryEventStreams({ path }));
      const isCarried = (): boolean =>
        listeners.every((listener) => carried(stage, listener.path).join() === 'true');
      let published = 3;
      // Whoever comes back before `retryAfter` is over is not carried yet.
      for (let drop = 0; drop < 30 && !isCarried(); drop++) {
        for (const { publisher } of listeners) await publisher.dropAll();
        for (const { publisher } of listeners) publisher.publish();
        published++;
        await Promise.all(
          listeners.map((listener) => listener.tab.until(listener.path, 'event', published)),
        );
      }
      expect([name, isCarried()]).toEqual([name, true]);
      for (const listener of listeners) {
        const ids = Array.from({ length: published }, (_, index) => String(index + 1));
        expect(eventIds(await listener.tab.log(listener.path))).toEqual(ids);
      }
    },
  );

  test("names its carrier move there with 'auto': all on one connection, the first one too", async () => {
    const stage = await kit.set({ worker: 'carrier', carrier: { url: 'auto' } });
    const { server } = stage;
    const carry = carryEventStreams({ path });
    const asked: string[] = [];
    const streams: RequestListener = (request, response) => {
      asked.push(request.headers['event-stream-carried'] === undefined ? 'direct' : 'carried');
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(`data: ${request.url}\n\n`);
    };
    server.serve((request, response) => carry(request, response, () => streams(request, response)));
    const tabs = await stage.openTabs(5);
    const urls = tabs.map((tab, number) => ({ tab, url: `/tabs/${number}` }));
    await Promise.all(urls.map(({ tab, url }) => tab.listen(url)));
    for (const { tab, url } of urls) expect(await tab.untilData(url, url)).toEqual([url]);
    expect(asked.filter((way) => way === 'direct')).toHaveLength(1);
    expect(asked.filter((way) => way === 'carried')).toHaveLength(5);
    const gets = server.connected(path).filter(({ request }) => request.method === 'GET');
    expect(gets).toHaveLength(1);
    await server.until('the first one has left its own connection', () =>
      urls
        .flatMap(({ url }) => server.connected(url))
        .every(({ request }) => request.headers['event-stream-carried'] === '1'),
    );
  });
});
