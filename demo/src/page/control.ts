import type { EventStreamsSnapshot } from 'sse-multiplexer';
import { modePort } from '../shared/doors.js';
import type { ControlEvents } from '../shared/events.js';
import { isMode, MODE_TITLES, MODES, type Mode } from '../shared/modes.js';
import type { TabReport } from '../shared/TabReport.js';
import { BrowserView } from './BrowserView.js';
import { CountedStream } from './CountedStream.js';
import { element } from './element.js';
import { FrameGrid } from './FrameGrid.js';
import { modeTexts } from './modeTexts.js';
import { StatusView } from './StatusView.js';
import { WorkerView } from './WorkerView.js';

const MANY = 10;
const MOST_IN_ADDRESS = 20;
const INSPECT_MS = 500;

const ownPort = Number(location.port || 80);
const urlOf = (mode: Mode): string =>
  `http://${location.hostname}:${modePort(ownPort, mode)}/${mode}/`;

/** The address names the mode and the number of frames: `#multiplex-10`. */
function readAddress(): { mode: Mode; frames: number } {
  const [, name, count] = /^#([a-z-]+?)-(\d+)$/.exec(location.hash) ?? [];
  if (!isMode(name)) return { mode: 'none', frames: 1 };
  return { mode: name, frames: Math.min(Number(count), MOST_IN_ADDRESS) };
}

const frames = new FrameGrid(
  element('frames', HTMLElement),
  (tab) => {
    const counts = { openStreams: 0, received: 0, missed: 0, repeated: 0 };
    const farewell: TabReport = { tab, mode, gone: true, ...counts };
    void fetch('tabs', { method: 'POST', body: JSON.stringify(farewell) });
  },
  showWorker,
);
const view = new StatusView();
const workerView = new WorkerView();
let { mode, frames: wanted } = readAddress();

function showWorker(snapshots: readonly EventStreamsSnapshot[]): void {
  const [snapshot] = snapshots;
  if (snapshot) workerView.show(snapshot);
}

function open(nextMode: Mode, count: number): void {
  mode = nextMode;
  wanted = count;
  const { explanation, line } = modeTexts[mode];
  element('explanation', HTMLElement).textContent = explanation;
  element('line', HTMLElement).textContent = line;
  element('open-tab', HTMLAnchorElement).href = urlOf(mode);
  element('open-doctor', HTMLAnchorElement).href = `${urlOf('multiplex')}doctor.html`;
  element('worker', HTMLElement).hidden = mode !== 'multiplex' && mode !== 'carrier';
  history.replaceState(null, '', `#${mode}-${count}`);
  void frames.open(urlOf(mode), count);
}

for (const each of MODES) {
  const label = document.createElement('label');
  const radio = document.createElement('input');
  radio.type = 'radio';
  radio.name = 'mode';
  radio.value = each;
  radio.checked = each === mode;
  radio.addEventListener('change', () => open(each, wanted));
  label.append(radio, MODE_TITLES[each]);
  element('modes', HTMLFieldSetElement).append(label);
}

element('open-ten', HTMLButtonElement).addEventListener('click', () => open(mode, MANY));
element('close-frames', HTMLButtonElement).addEventListener('click', () => open(mode, 0));
for (const name of ['cut', 'stall']) {
  element(name, HTMLButtonElement).addEventListener('click', () => {
    void fetch(name, { method: 'POST', body: mode });
  });
}
element('update', HTMLButtonElement).addEventListener('click', () => {
  void fetch('update', { method: 'POST', body: mode }).then(() => frames.ask('update'));
});
element('kill', HTMLButtonElement).addEventListener('click', () => frames.ask('kill'));
element('freeze', HTMLButtonElement).addEventListener('click', () => {
  // Without an opener the tab has a process of its own, as far as the browser gives it one.
  window.open(`${urlOf(mode)}#freeze`, '_blank', 'noopener');
});
setInterval(() => {
  if (mode === 'multiplex' || mode === 'carrier') frames.ask('inspect');
}, INSPECT_MS);

const browserView = new BrowserView(() => frames.ask('update'));

const status = new CountedStream<ControlEvents>('status', () => {
  element('offline', HTMLElement).hidden = status.isOpen;
});
status.on('status', (figures) => view.show(figures, mode, wanted));
status.on('browser', (figures) => browserView.show(figures));

open(mode, wanted);
