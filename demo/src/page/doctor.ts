import type {} from './probe.js';
import { element } from './element.js';
import type { StreamSight } from './StreamSight.js';
import { takeControl } from './takeControl.js';

const form = element('stream', HTMLFormElement);
const closing: (() => void)[] = [];

/** The page inside a frame, as soon as it can be called. */
function probeIn(frame: HTMLIFrameElement): Promise<Window> {
  return new Promise((resolve, reject) => {
    const take = (): void => {
      const inside = frame.contentWindow;
      if (inside?.probe) resolve(inside);
      else reject(new Error(`${frame.src} has no probe`));
    };
    if (frame.contentWindow?.probe) take();
    else frame.addEventListener('load', take, { once: true });
  });
}

function show(id: string): (sight: StreamSight) => void {
  const list = element(id, HTMLElement);
  return (sight) => {
    list.replaceChildren(
      ...sight.flatMap(([label, text]) => {
        const [term, description] = [document.createElement('dt'), document.createElement('dd')];
        term.textContent = label;
        description.textContent = text;
        return [term, description];
      }),
    );
  };
}

function frameOf(src: string): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.hidden = true;
  frame.src = src;
  document.body.append(frame);
  return frame;
}

await takeControl();
// The worker's scope is this page's folder: what lies above it is nobody's.
const [free, worked] = await Promise.all(
  ['/probe.html', 'probe.html'].map((src) => probeIn(frameOf(src))),
);
if (free === undefined || worked === undefined) throw new Error('Two frames were expected.');

function stop(): void {
  for (const close of closing.splice(0)) close();
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  stop();
  const given = new FormData(form);
  const field = given.get('url');
  const url = new URL(typeof field === 'string' ? field : '', location.href).href;
  const withCredentials = given.has('credentials');
  closing.push(
    free.probe.watchEventSource(url, withCredentials, show('native')),
    free.probe.watchFetch(url, withCredentials, show('fetch')),
    worked.probe.watchEventSource(url, withCredentials, show('worker')),
  );
});
element('stop', HTMLButtonElement).addEventListener('click', stop);
document.documentElement.dataset['ready'] = 'true';
