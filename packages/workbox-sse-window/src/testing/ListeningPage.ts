import { jest } from '@jest/globals';
import type { ModelEventSource } from './ModelEventSource.js';
import { ModelPage } from './ModelPage.js';
import { listen } from './listen.js';

/** A page, under fake time, that listens to an EventSource. */
export class ListeningPage extends ModelPage {
  readonly source = new EventSource('/events', { withCredentials: true });
  /** All that it has seen of that. */
  readonly seen = listen(this.source, 'tick');
  /** The browser's own that it had at first. */
  readonly first: ModelEventSource = this.newest;

  pass(milliseconds: number): Promise<void> {
    return jest.advanceTimersByTimeAsync(milliseconds);
  }
}
