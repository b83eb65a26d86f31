import type { ChatMessage, StoredChatMessage } from '../shared/events.js';
import type { EventLog } from './EventLog.js';

const MAX_TEXT = 500;
const MAX_NAME = 40;

/** One room for all tabs of all modes. */
export class ChatRoom {
  readonly log: EventLog;

  constructor(log: EventLog) {
    this.log = log;
  }

  /** Tells all tabs; false if the JSON is not a message. */
  post(json: string): boolean {
    let value: unknown;
    try {
      value = JSON.parse(json);
    } catch {
      return false;
    }
    if (typeof value !== 'object' || value === null) return false;
    const { from, text } = value as Record<'from' | 'text', unknown>;
    if (typeof from !== 'string' || typeof text !== 'string') return false;
    const message: ChatMessage = {
      from: from.trim().slice(0, MAX_NAME),
      text: text.trim().slice(0, MAX_TEXT),
      at: Date.now(),
    };
    if (message.from === '' || message.text === '') return false;
    this.log.append('message', message);
    return true;
  }

  /** What a tab that is new shows first, oldest first. */
  recent(count: number): StoredChatMessage[] {
    return this.log.recent.slice(-count).map(({ id, data }) => ({ id, ...(data as ChatMessage) }));
  }
}
