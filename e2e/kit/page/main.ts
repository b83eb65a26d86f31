import { keepEventStreamsAlive, reviveEventSources, RevivingEventSource } from 'workbox-sse-window';
import type { PageHelper } from './PageHelper.js';
import { PageKit } from './PageKit.js';

declare global {
  interface Window {
    kit: PageKit;
    ready: Promise<void>;
    RevivingEventSource: typeof RevivingEventSource;
  }
}

const helpers: Record<PageHelper, () => void> = {
  keepEventStreamsAlive: () => keepEventStreamsAlive(),
  // Soon, so that tests need not wait.
  reviveEventSources: () => reviveEventSources({ reconnectionTime: 100 }),
};

const query = new URLSearchParams(location.search);
const called = query.get('helpers')?.split(',') ?? [];
for (const [name, call] of Object.entries(helpers)) if (called.includes(name)) call();

window.RevivingEventSource = RevivingEventSource;
window.kit = new PageKit();
window.ready = window.kit.takeWorker(query.get('worker'));
