import { once } from 'node:events';
import { createServer } from 'node:http';
import { launchBrowser } from '../browsers/launchBrowser.mjs';

const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title>
<link rel="icon" href="data:,"><script>
navigator.serviceWorker.register('/sw.js');
</script></html>`;

const firstEvent = `new Promise((resolve) => {
  new EventSource('/events').addEventListener('message', () => resolve(), { once: true });
})`;

/**
 * How many connections a stream has that two tabs of Chromium follow, through a worker.
 *
 * @param {string} worker its script
 * @returns {Promise<number>} after both tabs have had the stream's first event
 */
export async function connectionsOfTwoTabs(worker) {
  let connections = 0;
  const server = createServer((request, response) => {
    if (request.url === '/events') {
      connections += 1;
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      const timer = setInterval(() => response.write(`id: 1\ndata: an event\n\n`), 100);
      response.on('close', () => clearInterval(timer));
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
    return connections;
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}
