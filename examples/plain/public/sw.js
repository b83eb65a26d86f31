importScripts('./workbox-sse.js');

const pages = ['/', '/about.html', '/main.js'];
const streams = workboxSSE.multiplex();

self.addEventListener('install', (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open('pages').then((cache) => cache.addAll(pages)));
});

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);

  if (workboxSSE.isEventStreamRequest({ request })) {
    if (pathname === '/events/chat') return; // left to the browser
    const answer = streams.handle({ request, event });
    // What may not be shared is left to the browser, too.
    if (answer) event.respondWith(answer);
    return;
  }

  if (request.method !== 'GET' || origin !== self.location.origin) return;
  event.respondWith(pages.includes(pathname) ? cacheFirst(request) : networkFirst(event));
});

const cacheFirst = async (request) => (await caches.match(request)) ?? fetch(request);

const networkFirst = async (event) => {
  try {
    const response = await fetch(event.request);
    const copy = response.clone();
    event.waitUntil(caches.open('data').then((cache) => cache.put(event.request, copy)));
    return response;
  } catch (error) {
    const kept = await caches.match(event.request);
    if (kept) return kept;
    throw error;
  }
};
