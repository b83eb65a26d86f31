import { clientsClaim } from 'workbox-core';
import { precacheAndRoute, type PrecacheEntry } from 'workbox-precaching';
import { setDefaultHandler } from 'workbox-routing';
import { NetworkFirst } from 'workbox-strategies';

declare const self: ServiceWorkerGlobalScope;

/**
 * What the demo's three workers have in common, and what many a PWA's worker does: the shell from
 * the precache, everything else NetworkFirst, and a new version takes over at once.
 */
export function startShell(manifest: readonly (PrecacheEntry | string)[]): void {
  void self.skipWaiting();
  clientsClaim();
  precacheAndRoute([...manifest]);
  setDefaultHandler(new NetworkFirst());
}
