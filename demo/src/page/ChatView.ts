import type { ChatMessage, StoredChatMessage } from '../shared/events.js';
import { element } from './element.js';

const MAX_SHOWN = 100;
const PATIENCE_MS = 8000;

/** Shows the chat room and sends what is typed into the form. */
export class ChatView {
  readonly #list = element('messages', HTMLOListElement);
  readonly #form = element('chat-form', HTMLFormElement);
  readonly #input = element('chat-text', HTMLInputElement);
  readonly #note = element('chat-note', HTMLElement);
  readonly #name: string;
  readonly #shown = new Set<string>();

  constructor(name: string) {
    this.#name = name;
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#send();
    });
  }

  show(message: ChatMessage, id: string): void {
    if (this.#shown.has(id)) return;
    this.#shown.add(id);
    const item = document.createElement('li');
    const from = document.createElement('b');
    const time = document.createElement('time');
    time.textContent = new Date(message.at).toLocaleTimeString([], { timeStyle: 'short' });
    from.append(message.from, time);
    item.classList.toggle('own', message.from === this.#name);
    item.append(from, message.text);
    this.#list.append(item);
    if (this.#list.children.length > MAX_SHOWN) this.#list.firstElementChild?.remove();
    this.#list.scrollTop = this.#list.scrollHeight;
  }

  /** What was said before this tab came; the stream itself brings only what is new. */
  async showRecent(): Promise<void> {
    const response = await fetch('chat/recent').catch(() => undefined);
    if (response?.ok !== true) return;
    const live = [...this.#list.children];
    for (const message of (await response.json()) as StoredChatMessage[]) {
      this.show(message, message.id);
    }
    // Messages that the stream brought meanwhile are the newest.
    this.#list.append(...live);
  }

  async #send(): Promise<void> {
    const text = this.#input.value.trim();
    if (text === '') return;
    this.#note.textContent = 'Sending';
    try {
      const response = await fetch('chat', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ from: this.#name, text }),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      this.#note.textContent = response.ok ? '' : 'The server refused the message.';
      if (response.ok) this.#input.value = '';
    } catch {
      this.#note.textContent = 'Not sent: no connection to the server was free.';
    }
  }
}
