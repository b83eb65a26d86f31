import { takeOver } from '../../fixtures/workers/takeOver.js';

declare const self: ServiceWorkerGlobalScope;

takeOver();
self.addEventListener('fetch', (event) => {
  event.respondWith(fetch(event.request));
});
