import type { Answer } from './ask.js';
import { mimeType } from './mimeType.js';

/** Whether an EventSource would announce the connection (HTML, "announce the connection"). */
export const isEventStream = ({ status, headers }: Pick<Answer, 'status' | 'headers'>): boolean =>
  status === 200 && mimeType(headers).essence === 'text/event-stream';
