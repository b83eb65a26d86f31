import { reviveEventSources } from 'workbox-sse-window';
import { controlPort } from '../shared/doors.js';
import type { ChatEvents, MetricsEvents } from '../shared/events.js';
import { isMode, MODE_TITLES, type Mode, OWN_STREAMS, streamsOf } from '../shared/modes.js';
import { RateMeter } from '../shared/RateMeter.js';
import { ChatView } from './ChatView.js';
import { CountedStream } from './CountedStream.js';
import { element } from './element.js';
import type { FrameMessage, TabState } from './FrameMessage.js';
import { freeze } from './freeze.js';
import { MachineView } from './MachineView.js';
import { obeyControl } from './obeyControl.js';
import { tabName } from './tabName.js';
import { TabReporter } from './TabReporter.js';
import { takeControl } from './takeControl.js';

const STATE_TEXTS: Readonly<Record<TabState, string>> = {
  waiting: 'Waiting for a connection',
  live: 'Live',
  closed: 'Stream closed',
};

const FREEZE_MS = 10_000;

const modeOfPage = (): Mode => {
  const mode = location.pathname.split('/')[1];
  if (!isMode(mode)) throw new Error(`No mode is called "${mode}".`);
  return mode;
};

const mode = modeOfPage();
const controlOrigin = `http://${location.hostname}:${controlPort(Number(location.port || 80), mode)}`;
const name = tabName();
element('mode', HTMLElement).textContent = MODE_TITLES[mode];
element('name', HTMLElement).textContent = name;

const machine = new MachineView();
const chat = new ChatView(name);
const rate = new RateMeter();
const streams: CountedStream<unknown>[] = [];
let state: TabState = 'waiting';
let isToFreeze = location.hash === '#freeze';
let wasFrozen = false;

const sum = (count: 'received' | 'missed' | 'repeated'): number =>
  streams.reduce((total, { sequence }) => total + sequence[count], 0);

const reporter = new TabReporter(controlOrigin, mode, () => ({
  openStreams: streams.filter((stream) => stream.isOpen).length,
  received: sum('received'),
  missed: sum('missed'),
  repeated: sum('repeated'),
}));

function showState(next: TabState): void {
  document.documentElement.dataset['state'] = next;
  element('state', HTMLElement).textContent = wasFrozen
    ? `${STATE_TEXTS[next]}, after ten frozen seconds`
    : STATE_TEXTS[next];
  if (parent !== window) {
    const message: FrameMessage = { tab: reporter.tab, tabState: next };
    parent.postMessage(message, controlOrigin);
  }
  state = next;
}

function showCount(id: 'missed' | 'repeated', count: number): void {
  const figure = element(id, HTMLElement);
  figure.textContent = String(count);
  figure.dataset['bad'] = String(count > 0);
}

/** The control page's button opens a tab that does so. */
function freezeOnce(): void {
  isToFreeze = false;
  element('state', HTMLElement).textContent = 'Frozen for ten seconds';
  // After the browser has drawn that.
  setTimeout(() => {
    freeze(FREEZE_MS);
    wasFrozen = true;
    showState(state);
  }, 500);
}

function showRate(): void {
  element('rate', HTMLElement).textContent = rate.perSecond(performance.now()).toFixed(0);
}

function update(): void {
  const allOpen = streams.length === streamsOf(mode) && streams.every((stream) => stream.isOpen);
  const closed = streams.some((stream) => stream.isClosed);
  const next = closed ? 'closed' : allOpen && sum('received') > 0 ? 'live' : 'waiting';
  const changed = next !== state;
  if (changed) showState(next);
  showCount('missed', sum('missed'));
  showCount('repeated', sum('repeated'));
  showRate();
  if (changed && next === 'live' && isToFreeze) freezeOnce();
  if (changed) reporter.changed();
  else reporter.somethingHappened();
}

function counted<Data>(show: (data: Data, id: string) => void): (data: Data, id: string) => void {
  return (data, id) => {
    rate.add(1, performance.now());
    show(data, id);
  };
}

// The other modes show what pages see without us.
if (mode === 'multiplex' || mode === 'carrier') reviveEventSources();
if (parent !== window) obeyControl(controlOrigin);
showState('waiting');
if (mode !== 'none') await takeControl();

const metrics = new CountedStream<MetricsEvents>('metrics', update);
metrics.on(
  'cpu',
  counted((data) => machine.showCpu(data)),
);
metrics.on(
  'memory',
  counted((data) => machine.showMemory(data)),
);
metrics.on(
  'load',
  counted((data) => machine.showLoad(data)),
);
metrics.on(
  'server',
  counted((data) => {
    element('connections', HTMLElement).textContent = String(data[mode].connections);
    element('tabs', HTMLElement).textContent = String(data[mode].tabs);
  }),
);

const messages = new CountedStream<ChatEvents>('chat', update);
messages.on(
  'message',
  counted((message, id) => chat.show(message, id)),
);
messages.onceOpen(() => void chat.showRecent());
streams.push(metrics, messages);
if (mode === 'carrier') {
  for (let number = 1; number <= OWN_STREAMS; number += 1) {
    const own = new CountedStream<MetricsEvents>(`own/${number}?tab=${reporter.tab}`, update);
    // All types that the server sends: what is not heard would be taken for missed.
    for (const type of ['cpu', 'memory', 'load', 'server'] as const) {
      own.on(
        type,
        counted(() => undefined),
      );
    }
    streams.push(own);
  }
}

// A stream that falls silent must not leave its last rate on the page.
setInterval(showRate, 1000);
