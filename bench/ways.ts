import type { Way } from './Way.js';

/** All ways, the one that the others are compared with first and ours last. */
export const ways: readonly Way[] = [
  { name: 'native', title: 'native EventSource' },
  { name: 'pass-through', title: 'pass-through worker', serviceWorker: 'passThrough' },
  { name: 'network-first', title: 'Workbox NetworkFirst', serviceWorker: 'networkFirst' },
  { name: 'relay', title: 're-serialising relay', serviceWorker: 'reserialisingRelay' },
  { name: 'shared-worker', title: 'SharedWorker relay', sharedWorker: 'sharedWorkerRelay' },
  { name: 'leader', title: 'Web Locks leader' },
  {
    name: 'at-once',
    title: 'SSEMultiplexStrategy, hiddenDelay: false',
    serviceWorker: 'multiplexAtOnce',
  },
  { name: 'multiplex', title: 'SSEMultiplexStrategy', serviceWorker: 'multiplex' },
  { name: 'carrier', title: 'SSEMultiplexStrategy, carrier', serviceWorker: 'multiplexCarried' },
];
