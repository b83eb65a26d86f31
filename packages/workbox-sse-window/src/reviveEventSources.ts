import { defineMembers } from './defineMembers.js';
import { native } from './native.js';
import { Revival } from './Revival.js';
import { resolveRevivalOptions } from './resolveRevivalOptions.js';
import type { RevivalOptions } from './RevivalOptions.js';

/**
 * Makes every EventSource that this page creates from now on outlive the service worker that answers it,
 * those of third-party code included. To be called before such code runs. A
 * second call does nothing; nor does one where there is no EventSource.
 *
 * `EventSource` stays what it is: its constants, its prototype, `instanceof` and subclasses, listeners
 * of any kind. What is new: events that come after a revival are not `isTrusted`.
 *
 * @throws TypeError if an option has a value that it cannot have.
 *
 * @public
 */
export function reviveEventSources(options: RevivalOptions = {}): void {
  const resolved = resolveRevivalOptions(options);
  if (globalThis.EventSource !== native.EventSource) return;
  const { prototype } = native.EventSource;
  defineMembers(prototype);
  prototype.constructor = globalThis.EventSource = new Proxy(native.EventSource, {
    construct: (target, args, newTarget) => {
      const source = Reflect.construct(target, args, newTarget) as EventSource;
      Revival.begin(source, resolved);
      return source;
    },
  });
}
