import { EventStreamCarrier } from 'event-stream-carrier';
import { registerRoute } from 'workbox-routing';
import { isEventStreamRequest, SSEMultiplexStrategy } from 'workbox-sse';
import { startShell } from './startShell.js';

declare const self: ServiceWorkerGlobalScope;

registerRoute(
  isEventStreamRequest,
  new SSEMultiplexStrategy({ carrier: new EventStreamCarrier('event-streams') }),
);
startShell(self.__WB_MANIFEST);
