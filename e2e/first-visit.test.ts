import { expect, test } from '@jest/globals';
import { describeInBrowsers } from './kit/describeInBrowsers.js';
import { EventPublisher } from './kit/EventPublisher.js';

describeInBrowsers('an EventSource that is older than the worker', (kit) => {
  test.each([
    ['', '/'],
    [', with reviveEventSources, too', '/?helpers=reviveEventSources'],
  ])('comes back through it without loss, or knows that there may be one%s', async (_, path) => {
    const stage = await kit.set({ worker: 'multiplex' });
    const { server } = stage;
    const publisher = new EventPublisher(server, '/events', 200);
    const tab = await stage.openTab(server.origin + path);
    await tab.listen('/events', { events: ['event-stream-gap'] });
    await tab.until('/events', 'open', 1);
    publisher.publish(3);
    await tab.until('/events', 'event', 3);

    await tab.takeWorker('/worker.js');
    await publisher.dropAll();
    publisher.publish(2);
    await server.request('/events', 2);
    publisher.publish();

    const data = await tab.untilData('/events', 'event 6');
    // Chromium does not let the worker know where the page stopped.
    const meanwhile =
      kit.browserName === 'chrome' ? ['{"reason":"position-unknown"}'] : ['event 4', 'event 5'];
    expect(data).toEqual(['event 1', 'event 2', 'event 3', ...meanwhile, 'event 6']);
  });
});
