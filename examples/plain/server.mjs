/** `node server.mjs FOLDER`: serves the files of a folder, and one event stream. `PORT`: 3000 by default. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';

const [folder = 'dist'] = process.argv.slice(2);
const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
};

/** The newest events, for readers that come back. */
const events = [];
const readers = new Set();
let lastId = 0;

setInterval(() => {
  const id = ++lastId;
  const data = JSON.stringify({ time: new Date().toISOString(), connections: readers.size });
  const block = `id: ${id}\ndata: ${data}\n\n`;
  events.push({ id, block });
  if (events.length > 100) events.shift();
  for (const reader of readers) reader.write(block);
}, 1000);

const stream = (request, response) => {
  const seen = Number(request.headers['last-event-id'] ?? lastId);
  const missed = events.filter(({ id }) => id > seen).map(({ block }) => block);
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(`retry: 1000\n\n${missed.join('')}`);
  readers.add(response);
  response.on('close', () => readers.delete(response));
};

const file = async (path, response) => {
  const name = path.endsWith('/') ? `${path}index.html` : path;
  const body = await readFile(join(folder, name)).catch(() => undefined);
  const type = types[extname(name)] ?? 'application/octet-stream';
  response.writeHead(body ? 200 : 404, { 'content-type': type, 'cache-control': 'no-cache' });
  response.end(body);
};

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url, 'http://localhost');
  if (pathname === '/events/clock') stream(request, response);
  else void file(pathname, response);
});

server.listen(Number(process.env.PORT ?? 3000), 'localhost', () => {
  console.log(`http://localhost:${server.address().port}/`);
});
