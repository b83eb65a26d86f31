declare const self: ServiceWorkerGlobalScope;

let hasSkipped = false;
let tell = (): void => undefined;

// While modules are loaded: a worker's script mostly skips waiting before it makes its first strategy.
const { skipWaiting } = globalThis as Partial<ServiceWorkerGlobalScope>;
if (skipWaiting) {
  self.skipWaiting = () => {
    hasSkipped = true;
    tell();
    return skipWaiting.call(self);
  };
}

/**
 * Calls back, before it does, when this worker skips waiting; at once if it has done so already.
 *
 * @internal
 */
export function onSkipWaiting(callback: () => void): void {
  tell = callback;
  if (hasSkipped) callback();
}
