import type { Fault } from '../Fault.js';
import type { StreamExchange } from '../StreamExchange.js';

const announced = 'id: 1\ndata: one\n\nid: 2\ndata: two\n\n';

/** How many connections of an origin there are to the stream that lets one in. */
const readers = new Map<string, number>();

/** When bytes come, in what pieces, and how it ends. */
export const deliveryFaults: readonly Fault[] = [
  {
    name: 'late-headers',
    says: 'The headers wait for the first event.',
    code: 'late-headers',
    script: { headersAfter: 3000 },
  },
  {
    name: 'late-first-byte',
    says: 'The headers come at once, the first byte does not.',
    code: 'late-first-byte',
    script: { firstByteAfter: 3000 },
  },
  {
    name: 'no-byte',
    says: 'Headers, and nothing else.',
    code: 'no-byte',
    script: { opening: '', event: () => '' },
  },
  {
    name: 'silence',
    says: 'A first byte, then no event and no heartbeat.',
    code: 'silence',
    script: { event: () => '' },
    options: { idleTimeout: 1000 },
  },
  {
    name: 'buffered',
    says: 'A proxy waits until its buffer is full.',
    code: 'buffered',
    script: { buffer: 157 },
  },
  {
    name: 'compressed',
    says: 'A compressor waits until it has enough.',
    code: 'compression-buffers',
    script: { gzip: true },
  },
  {
    name: 'accel-buffering',
    says: 'nginx is asked to buffer.',
    code: 'accel-buffering',
    script: { headers: { 'x-accel-buffering': 'yes' } },
  },
  {
    name: 'cacheable',
    says: 'Everybody on the way may keep it for ten minutes.',
    code: 'cacheable',
    script: { headers: { 'cache-control': 'public, max-age=600' } },
  },
  {
    name: 'content-length',
    says: 'A length is announced.',
    code: 'content-length',
    script: {
      answer: ({ response, corsHeaders }) => {
        response.writeHead(200, {
          'content-type': 'text/event-stream',
          'cache-control': 'no-store',
          'content-length': announced.length,
          ...corsHeaders,
        });
        response.end(announced);
      },
    },
  },
  {
    name: 'empty',
    says: 'A stream without a byte, at its end at once.',
    code: 'empty',
    script: {
      answer: (exchange) => {
        exchange.writeHead(200, { 'content-type': 'text/event-stream', ...exchange.corsHeaders });
        exchange.response.end();
      },
    },
  },
  {
    name: 'ends',
    says: 'The server ends the connection after three events.',
    code: 'ends',
    script: { end: { after: 3 } },
  },
  {
    name: 'breaks',
    says: 'The connection breaks within an event.',
    code: 'breaks',
    script: { end: { after: 3, last: 'id: 4\nda', breaks: true } },
  },
  {
    name: 'event-incomplete',
    says: 'The last event has no empty line after it.',
    code: 'event-incomplete',
    script: { end: { after: 3, last: 'data: good bye\n' } },
  },
  {
    name: 'own-words',
    says: 'Each connection gets events of its own.',
    code: 'connections-differ',
    script: {
      event: (event, { name }) => `id: ${name}-${event}\ndata: ${event}, for ${name} only\n\n`,
    },
  },
  {
    name: 'carrier-mute',
    says: 'Where a carrier should be there is another event stream.',
    code: 'carrier-mute',
    script: {},
    options: { carrier: '/healthy' },
  },
  {
    name: 'one-connection',
    says: 'A second connection is refused.',
    code: 'second-refused',
    script: { answer: answerOne },
  },
];

function answerOne(exchange: StreamExchange): void {
  const { request, response, corsHeaders } = exchange;
  const origin = request.headers.origin ?? '';
  const count = readers.get(origin) ?? 0;
  if (count > 0) {
    exchange.writeHead(429, corsHeaders);
    response.end();
    return;
  }
  readers.set(origin, count + 1);
  response.on('close', () => readers.set(origin, (readers.get(origin) ?? 1) - 1));
  exchange.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    ...corsHeaders,
  });
  response.write(':\n\n');
}
