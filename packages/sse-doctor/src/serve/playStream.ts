import { setTimeout as delay } from 'node:timers/promises';
import { createGzip } from 'node:zlib';
import type { EventClock } from './EventClock.js';
import type { StreamExchange } from './StreamExchange.js';
import type { Connection, StreamScript } from './StreamScript.js';

let connections = 0;

/** Plays a stream as its script says; where that says nothing, as a healthy one. */
export async function playStream(
  script: StreamScript,
  exchange: StreamExchange,
  clock: EventClock,
): Promise<void> {
  const { request, response } = exchange;
  if (request.method === 'OPTIONS') {
    answerPreflight(script, exchange);
    return;
  }
  if (script.answer !== undefined) {
    script.answer(exchange);
    return;
  }
  const left = new AbortController();
  response.on('close', () => left.abort());
  if (script.headersAfter !== undefined && !(await waits(script.headersAfter, left))) return;
  response.socket?.setNoDelay(true);
  const isRefused = script.refusesToResume === true && exchange.lastEventId !== undefined;
  exchange.writeHead(isRefused ? 500 : (script.status ?? 200), {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    ...exchange.corsHeaders,
    ...(script.gzip ? { 'content-encoding': 'gzip' } : {}),
    ...script.headers,
  });
  if (isRefused) {
    response.end();
    return;
  }
  if (script.firstByteAfter !== undefined && !(await waits(script.firstByteAfter, left))) return;
  sendEvents(script, exchange, clock);
}

/** The smallest healthy event: its number, as ID and as JSON. */
const healthyEvent = (event: number): string => `id: ${event}\ndata: {"event":${event}}\n\n`;

function sendEvents(script: StreamScript, exchange: StreamExchange, clock: EventClock): void {
  const { response, lastEventId } = exchange;
  const { opening = ':\n\n', event = healthyEvent, end } = script;
  const { resumeFrom = (last: number) => last + 1 } = script;
  const [, name = String(++connections)] = /^(\w+)-\d+$/.exec(lastEventId ?? '') ?? [];
  const connection: Connection = { name };
  const write = writerOf(script, exchange);
  let sent = 0;
  const send = (number: number): void => {
    const text = event(number, connection);
    if (text.length > 0) write(text);
    if (end === undefined || ++sent < end.after) return;
    leave();
    if (end.last !== undefined) response.write(end.last);
    if (!end.breaks) response.end();
    // What was written shall be with the client before the connection breaks.
    else response.write('', () => setImmediate(() => response.destroy()));
  };
  if (opening !== '') write(opening);
  const [last] = /\d+$/.exec(lastEventId ?? '') ?? [];
  const from = last === undefined ? undefined : resumeFrom(Number(last), clock.now);
  if (from !== undefined) for (let number = from; number <= clock.now; number++) send(number);
  const leave = clock.subscribe(send);
  response.on('close', leave);
}

/** How bytes get to the response: at once, or as something on the way lets them. */
function writerOf(
  { buffer, gzip }: StreamScript,
  { response }: StreamExchange,
): (text: string | Uint8Array) => void {
  if (gzip) {
    const compressor = createGzip();
    compressor.pipe(response);
    return (text) => void compressor.write(text);
  }
  if (buffer === undefined) return (text) => void response.write(text);
  let kept = Buffer.alloc(0);
  return (text) => {
    kept = Buffer.concat([kept, Buffer.from(text)]);
    for (; kept.length >= buffer; kept = kept.subarray(buffer)) {
      response.write(kept.subarray(0, buffer));
    }
  };
}

function answerPreflight({ preflight }: StreamScript, exchange: StreamExchange): void {
  exchange.writeHead(preflight?.status ?? 204, {
    ...exchange.corsHeaders,
    'access-control-allow-methods': 'GET, OPTIONS',
    'access-control-allow-headers': 'Authorization, Cache-Control, Last-Event-ID',
    ...preflight?.headers,
  });
  exchange.response.end();
}

/** Resolves with whether the client is still there. */
async function waits(milliseconds: number, left: AbortController): Promise<boolean> {
  try {
    await delay(milliseconds, undefined, { signal: left.signal });
    return true;
  } catch (error) {
    if (left.signal.aborted) return false;
    throw error;
  }
}
