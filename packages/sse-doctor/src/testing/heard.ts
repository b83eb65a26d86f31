import type { IncomingMessage } from 'node:http';
import { HeaderList } from '../http/HeaderList.js';
import type { Heard } from '../listening/Heard.js';
import type { SeenEvent } from '../listening/SeenEvent.js';

/** A connection that has got events at those times, the headers at 0. */
export const heard = (
  events: readonly (readonly [at: number, id?: string, fingerprint?: string])[],
  { status = 200, listened = 5000, openedAt = 0 } = {},
): Heard => {
  const answer = {
    url: new URL('http://stream.test/events'),
    status,
    headers: new HeaderList([['Content-Type', 'text/event-stream']]),
    httpVersion: '1.1',
    timeToHeaders: 1,
    body: undefined as unknown as IncomingMessage,
    close: () => undefined,
  };
  return {
    trace: { hops: [{ answer, origin: undefined }], fault: undefined },
    events: events.map(([at, id, fingerprint = id ?? '']): SeenEvent => ({
      at,
      id,
      fingerprint,
      type: 'message',
      bytes: 10,
      text: '',
    })),
    openedAt,
    listened,
    timeToFirstByte: 1,
  };
};
