import { ModelEventSource } from './ModelEventSource.js';

/** What the page code under test finds around it. */
export class ModelPage {
  isControlled = true;
  isRegistered = true;

  constructor() {
    ModelEventSource.all.length = 0;
    const isControlled = (): boolean => this.isControlled;
    const isRegistered = (): boolean => this.isRegistered;
    const serviceWorker = {
      get controller(): object | null {
        return isControlled() ? {} : null;
      },
      getRegistration: () => Promise.resolve(isRegistered() ? {} : undefined),
    };
    Object.defineProperty(globalThis, 'navigator', {
      value: { serviceWorker },
      configurable: true,
    });
  }

  /** The EventSource that was made last. */
  get newest(): ModelEventSource {
    const newest = ModelEventSource.all.at(-1);
    if (!newest) throw new Error('There is no EventSource');
    return newest;
  }
}
