import { watchEventSource } from './watchEventSource.js';
import { watchFetch } from './watchFetch.js';

declare global {
  interface Window {
    /** What a page around this one calls; both ways ask from here, with or without a worker. */
    probe: {
      readonly watchEventSource: typeof watchEventSource;
      readonly watchFetch: typeof watchFetch;
    };
  }
}

window.probe = { watchEventSource, watchFetch };
