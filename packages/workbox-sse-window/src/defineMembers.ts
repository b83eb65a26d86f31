import { native } from './native.js';
import { Revival } from './Revival.js';

/** Methods as they are, whoever has made them. */
type Methods = Readonly<
  Record<string, { value?: (this: EventSource, ...args: unknown[]) => void } | undefined>
>;

/**
 * Has EventSources with this prototype show the life that they have, rather than the browser's.
 *
 * @internal
 */
export function defineMembers(prototype: EventSource): void {
  const before: Methods = Object.getOwnPropertyDescriptors(native.EventSource.prototype);
  const members: ThisType<EventSource> & object = {
    get readyState(): number {
      return Revival.of(this)?.readyState ?? native.readyState(this);
    },
    close(): void {
      Revival.of(this)?.close();
      before['close']?.value?.call(this);
    },
    addEventListener(type: string, listener: unknown, ...options: unknown[]): void {
      Revival.of(this)?.listen(type);
      // That of all event targets is looked up when it is used: others may replace it, late.
      const targets: Methods = Object.getOwnPropertyDescriptors(EventTarget.prototype);
      const { value } = { ...targets, ...before }['addEventListener'] ?? {};
      value?.call(this, type, listener, ...options);
    },
  };
  Object.defineProperties(prototype, Object.getOwnPropertyDescriptors(members));
}
