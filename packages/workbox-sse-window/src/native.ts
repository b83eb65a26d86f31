/** Where there is none, as in Node: code for pages may be loaded there, too. */
const NoEventSource = function (): void {
  throw new ReferenceError('EventSource is not defined');
};

const NativeEventSource =
  (globalThis as Partial<typeof globalThis>).EventSource ??
  (NoEventSource as unknown as typeof EventSource);

const members: Readonly<Record<string, PropertyDescriptor>> = Object.getOwnPropertyDescriptors(
  NativeEventSource.prototype,
);

/**
 * The browser's EventSource, as it was before this package, or whoever comes later, replaced it.
 *
 * @internal
 */
export const native = {
  EventSource: NativeEventSource,
  readyState: (source: EventSource): number => members['readyState']?.get?.call(source) as number,
  close: (source: EventSource): void => {
    Reflect.apply(members['close']?.value as () => void, source, []);
  },
  /** Before every listener of the page's: in the capturing phase. */
  listen: (source: EventSource, type: string, listener: (event: Event) => void): void => {
    EventTarget.prototype.addEventListener.call(source, type, listener, true);
  },
};
