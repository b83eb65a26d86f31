import { defineMembers } from './defineMembers.js';
import { native } from './native.js';
import { Revival } from './Revival.js';
import { resolveRevivalOptions } from './resolveRevivalOptions.js';
import type { RevivalOptions } from './RevivalOptions.js';

/**
 * An EventSource that lives on when the browser stops the service worker that answers it, which closes
 * any other for good in Chromium: the page sees `error` with readyState 0, then `open`, as at any
 * reconnection, and no event is missing as far as the server can resume. What the server refuses
 * stays closed.
 *
 * @example
 * const source = new RevivingEventSource('/events');
 *
 * @public
 */
export class RevivingEventSource extends native.EventSource {
  static {
    defineMembers(this.prototype);
  }

  /**
   * @throws TypeError if an option has a value that it cannot have; otherwise as an EventSource.
   */
  constructor(url: string | URL, options: EventSourceInit & RevivalOptions = {}) {
    const resolved = resolveRevivalOptions(options);
    super(url, options);
    Revival.begin(this, resolved);
  }
}
