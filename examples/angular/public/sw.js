importScripts('./workbox-sse.js');

const streams = workboxSSE.multiplex();

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (!workboxSSE.isEventStreamRequest({ request })) return;
  // Angular's listener comes later, and would answer event streams as it answers everything.
  event.stopImmediatePropagation();
  if (new URL(request.url).pathname === '/events/chat') return; // left to the browser
  const answer = streams.handle({ request, event });
  // What may not be shared is left to the browser, too.
  if (answer) event.respondWith(answer);
});

importScripts('./ngsw-worker.js');
