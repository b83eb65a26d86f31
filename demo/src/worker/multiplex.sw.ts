import { registerRoute } from 'workbox-routing';
import { isEventStreamRequest, SSEMultiplexStrategy } from 'workbox-sse';
import { startShell } from './startShell.js';

declare const self: ServiceWorkerGlobalScope;

registerRoute(isEventStreamRequest, new SSEMultiplexStrategy());
startShell(self.__WB_MANIFEST);
