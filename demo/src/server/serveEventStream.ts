import type { IncomingMessage, ServerResponse } from 'node:http';
import type { EventLog } from './EventLog.js';

const RECONNECTION_TIME_MS = 1000;
const KEEP_ALIVE_MS = 15_000;
/** A reader this many bytes behind is dropped; it comes back and gets what it missed. */
const MAX_UNREAD_BYTES = 1_000_000;

/**
 * Answers with an event stream: what the log holds after the request's Last-Event-ID, then every
 * event as it comes, until the reader leaves. `onSent` is told how many events were written.
 */
export function serveEventStream(
  request: IncomingMessage,
  response: ServerResponse,
  log: EventLog,
  onSent: (count: number) => void,
): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
  });
  // A first byte at once: Firefox fires `open` with the first byte of the body only.
  response.write(`: hello\nretry: ${RECONNECTION_TIME_MS}\n\n`);

  const lastEventId = request.headers['last-event-id'];
  const missed = typeof lastEventId === 'string' ? log.after(lastEventId) : [];
  for (const event of missed) response.write(event.block);
  onSent(missed.length);

  const write = (text: string): boolean => {
    // Between `end()` and `close` there is nobody to write to.
    if (response.writableEnded) return false;
    response.write(text);
    if (response.writableLength > MAX_UNREAD_BYTES) response.destroy();
    return true;
  };
  const unsubscribe = log.subscribe((event) => {
    if (write(event.block)) onSent(1);
  });
  const keepAlive = setInterval(() => write(': keep-alive\n\n'), KEEP_ALIVE_MS);
  response.once('close', () => {
    unsubscribe();
    clearInterval(keepAlive);
  });
}
