import type { PrecacheEntry } from 'workbox-precaching';

declare global {
  interface ServiceWorkerGlobalScope {
    /** Put in by workbox-build's `injectManifest`. */
    readonly __WB_MANIFEST: readonly (PrecacheEntry | string)[];
  }
}
