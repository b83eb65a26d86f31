import { registerRoute } from 'workbox-routing';
import {
  bypassEventStream,
  fallThrough,
  isEventStreamRequest,
  SSEMultiplexStrategy,
} from 'workbox-sse';
import { startShell } from './startShell.js';

declare const self: ServiceWorkerGlobalScope;

registerRoute(isEventStreamRequest, new SSEMultiplexStrategy());
// What may not be shared; the demo has no such stream, but a worker that is copied from here may.
registerRoute(bypassEventStream, fallThrough);
startShell(self.__WB_MANIFEST);
