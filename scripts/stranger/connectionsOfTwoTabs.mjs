import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { launchBrowser } from '../browsers/launchBrowser.mjs';

const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title>
<link rel="icon" href="data:,"><script>
navigator.serviceWorker.register('/sw.js');
</script></html>`;

// Kept: an EventSource that nothing listens to any more may be collected, and its connection with it.
const firstEvent = `new Promise((resolve) => {
  globalThis.source = new EventSource('/events');
  globalThis.source.addEventListener('message', () => resolve(), { once: true });
})`;

/** How long the second tab may keep a connection of its own. */
const patience = 30_000;

/**
 * How many connections a stream has that two tabs of Chromium follow, through a worker.
 *
 * @param {string} worker its script
 * @returns {Promise<number>} 1 as soon as that is so, or else after 30 s
 */
export async function connectionsOfTwoTabs(worker) {
  /** @type {Set<import('node:http').ServerResponse>} */
  const connections = new Set();
  let lastId = 0;
  const publishing = setInterval(() => {
    lastId += 1;
    for (const response of connections) response.write(`id: ${lastId}\ndata: an event\n\n`);
  }, 100);
  const server = createServer((request, response) => {
    if (request.url === '/events') {
      connections.add(response);
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.on('close', () => connections.delete(response));
      return;
    }
    const [type, body] =
      request.url === '/sw.js' ? ['text/javascript', worker] : ['text/html', html];
    response.writeHead(200, { 'content-type': type }).end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const browser = await launchBrowser('chrome');
  try {
    for (let tab = 1; tab <= 2; tab++) {
      const page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${port}/`);
      await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
      // The worker controls a page from its next load on.
      await page.reload();
      await page.evaluate(firstEvent);
    }
    const deadline = performance.now() + patience;
    while (connections.size !== 1 && performance.now() < deadline) await setTimeout(100);
    return connections.size;
  } finally {
    await browser.close();
    clearInterval(publishing);
    server.closeAllConnections();
    server.close();
  }
}
