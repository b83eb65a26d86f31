import type { Marker } from '../Marker.js';
import { Arrivals } from './Arrivals.js';
import type { Listen } from './Listen.js';
import { listenNatively } from './listenNatively.js';
import { listenToLeader } from './listenToLeader.js';
import { listenToSharedWorker } from './listenToSharedWorker.js';

const listens: Readonly<Record<string, Listen>> = {
  'shared-worker': listenToSharedWorker,
  leader: listenToLeader,
};

/** Milliseconds without an event after which no more are expected. */
const patience = 4000;

const parameters = new URLSearchParams(location.search);
const tab = parameters.get('tab') ?? '';
const desk = parameters.get('desk') ?? '';

const post = async (
  path: string,
  query: Record<string, string>,
  body?: BodyInit,
): Promise<void> => {
  const url = `${desk}${path}?${new URLSearchParams(query).toString()}`;
  await fetch(url, { method: 'POST', ...(body !== undefined && { body }) });
};

const listen = listens[parameters.get('way') ?? ''] ?? listenNatively;

/** Listens to one stream, and reports what comes of it as the stream of this name. */
const attend = (url: string, name: string): void => {
  let isReady = false;
  let arrivals: Arrivals | undefined;

  const report = (): void => {
    if (!arrivals) return;
    const { run, tally, latencies } = arrivals;
    arrivals = undefined;
    const query = {
      tab: name,
      run: String(run),
      visibility: document.visibilityState,
      doubled: String(tally.doubled),
      last: String(tally.last),
    };
    void post('/report', query, latencies);
  };

  const heed = (marker: Marker): void => {
    switch (marker.marks) {
      case 'ping':
        if (isReady) return;
        isReady = true;
        void post('/ready', { tab: name });
        break;
      case 'start':
        arrivals = new Arrivals(marker.run, marker.events);
        break;
      case 'end':
        report();
    }
  };

  listen(url, (data) => {
    if (data.startsWith('{')) heed(JSON.parse(data) as Marker);
    else arrivals?.take(data);
  });
  // The end may be among what a way has lost.
  setInterval(() => {
    if (arrivals && arrivals.quiet > patience) report();
  }, 1000);
};

const streams = Number(parameters.get('streams') ?? 0);
if (streams === 0) attend('/site/events', tab);
for (let stream = 1; stream <= streams; stream++)
  attend(`/site/events/${tab}/${stream}`, `${tab}/${stream}`);
