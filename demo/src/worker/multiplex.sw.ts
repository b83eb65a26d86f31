import { registerRoute } from 'workbox-routing';
import { isEventStreamRequest, SSEMultiplexStrategy } from 'workbox-sse';
import { startShell } from './startShell.js';

/** The demo's server writes `hiddenDelay` before the script when the control page's switch says so. */
declare const self: ServiceWorkerGlobalScope & { readonly hiddenDelay?: false };

registerRoute(
  isEventStreamRequest,
  new SSEMultiplexStrategy(self.hiddenDelay === false ? { hiddenDelay: false } : {}),
);
startShell(self.__WB_MANIFEST);
