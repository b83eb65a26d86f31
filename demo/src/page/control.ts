import { modePort } from '../shared/doors.js';
import type { ControlEvents } from '../shared/events.js';
import { isMode, MODE_TITLES, MODES, type Mode } from '../shared/modes.js';
import type { TabReport } from '../shared/TabReport.js';
import { CountedStream } from './CountedStream.js';
import { element } from './element.js';
import { FrameGrid } from './FrameGrid.js';
import { modeTexts } from './modeTexts.js';
import { StatusView } from './StatusView.js';

const MANY = 10;
const MOST_IN_ADDRESS = 20;

const ownPort = Number(location.port || 80);
const urlOf = (mode: Mode): string =>
  `http://${location.hostname}:${modePort(ownPort, mode)}/${mode}/`;

/** The address names the mode and the number of frames: `#multiplex-10`. */
function readAddress(): { mode: Mode; frames: number } {
  const [, name, count] = /^#([a-z-]+?)-(\d+)$/.exec(location.hash) ?? [];
  if (!isMode(name)) return { mode: 'none', frames: 1 };
  return { mode: name, frames: Math.min(Number(count), MOST_IN_ADDRESS) };
}

const frames = new FrameGrid(element('frames', HTMLElement), (tab) => {
  const counts = { openStreams: 0, received: 0, missed: 0, repeated: 0 };
  const farewell: TabReport = { tab, mode, gone: true, ...counts };
  void fetch('tabs', { method: 'POST', body: JSON.stringify(farewell) });
});
const view = new StatusView();
let { mode, frames: wanted } = readAddress();

function open(nextMode: Mode, count: number): void {
  mode = nextMode;
  wanted = count;
  const { explanation, line } = modeTexts[mode];
  element('explanation', HTMLElement).textContent = explanation;
  element('line', HTMLElement).textContent = line;
  element('open-tab', HTMLAnchorElement).href = urlOf(mode);
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
element('cut', HTMLButtonElement).addEventListener('click', () => {
  void fetch('cut', { method: 'POST', body: mode });
});

const status = new CountedStream<ControlEvents>('status', () => {
  element('offline', HTMLElement).hidden = status.isOpen;
});
status.on('status', (figures) => view.show(figures, mode, wanted));

open(mode, wanted);
