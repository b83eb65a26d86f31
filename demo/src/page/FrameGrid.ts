import type { EventStreamsSnapshot } from 'sse-multiplexer';
import type { FrameCommand } from './FrameCommand.js';
import type { FrameMessage } from './FrameMessage.js';

/** The next frame opens when the last one is up, or after this long: a visitor's tabs do not all open at once. */
const PATIENCE_MS = 700;

/** The frames that stand for tabs: opens them one after the other and shows how each is doing. */
export class FrameGrid {
  readonly #grid: HTMLElement;
  readonly #arrived = new EventTarget();
  readonly #removed: (tab: string) => void;
  readonly #shown: (snapshots: readonly EventStreamsSnapshot[]) => void;
  #generation = 0;

  /**
   * `removed` is called with the id of each tab whose frame is taken away, `shown` with what a tab's
   * worker shows when it was asked.
   */
  constructor(
    grid: HTMLElement,
    removed: (tab: string) => void,
    shown: (snapshots: readonly EventStreamsSnapshot[]) => void,
  ) {
    this.#grid = grid;
    this.#removed = removed;
    this.#shown = shown;
    addEventListener('message', (event: MessageEvent<FrameMessage>) => this.#hear(event));
    setInterval(() => this.#tick(), 1000);
  }

  /** Opens `count` frames of the page at `url` in place of those that are open. */
  async open(url: string, count: number): Promise<void> {
    this.#generation += 1;
    const generation = this.#generation;
    this.#clear();
    for (let number = 1; number <= count; number += 1) {
      if (generation !== this.#generation) return;
      this.#grid.append(createFrame(url, number));
      await this.#nextArrival();
    }
  }

  /** Asks the first frame that is up; false if none is. */
  ask(command: FrameCommand): boolean {
    const frame = this.#grid.querySelector('[data-state="live"] iframe');
    if (!(frame instanceof HTMLIFrameElement)) return false;
    frame.contentWindow?.postMessage(command, new URL(frame.src).origin);
    return true;
  }

  #clear(): void {
    const tabs = [...this.#grid.children].map((frame) => (frame as HTMLElement).dataset['tab']);
    this.#grid.replaceChildren();
    for (const tab of tabs) if (tab !== undefined) this.#removed(tab);
  }

  #nextArrival(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, PATIENCE_MS);
      const done = (): void => {
        clearTimeout(timer);
        resolve();
      };
      this.#arrived.addEventListener('live', done, { once: true });
    });
  }

  #hear({ source, data }: MessageEvent<FrameMessage>): void {
    const frame = [...this.#grid.children].find(
      (child) => child.querySelector('iframe')?.contentWindow === source,
    );
    if (!(frame instanceof HTMLElement)) return;
    if ('snapshots' in data) {
      this.#shown(data.snapshots);
      return;
    }
    frame.dataset['tab'] = data.tab;
    frame.dataset['state'] = data.tabState;
    if (data.tabState === 'live') this.#arrived.dispatchEvent(new Event('live'));
  }

  #tick(): void {
    for (const frame of this.#grid.querySelectorAll<HTMLElement>('[data-state="loading"]')) {
      const seconds = Math.round((performance.now() - Number(frame.dataset['since'])) / 1000);
      const clock = frame.querySelector('.veil b');
      if (clock !== null) clock.textContent = `${seconds} s`;
    }
  }
}

function createFrame(url: string, number: number): HTMLElement {
  const figure = document.createElement('figure');
  figure.className = 'frame card';
  figure.dataset['state'] = 'loading';
  figure.dataset['since'] = String(performance.now());
  const caption = document.createElement('figcaption');
  caption.textContent = `Tab ${number}`;
  const iframe = document.createElement('iframe');
  iframe.title = `Tab ${number}`;
  iframe.src = url;
  const veil = document.createElement('div');
  veil.className = 'veil';
  veil.append(document.createElement('b'), 'waiting for a free connection');
  figure.append(caption, iframe, veil);
  return figure;
}
