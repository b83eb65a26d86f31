import { registerRoute } from 'workbox-routing';
import { bypassEventStream, fallThrough } from 'workbox-sse';
import { startShell } from './startShell.js';

declare const self: ServiceWorkerGlobalScope;

registerRoute(bypassEventStream, fallThrough);
startShell(self.__WB_MANIFEST);
