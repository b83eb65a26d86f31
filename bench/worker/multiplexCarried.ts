import { EventStreamCarrier } from 'event-stream-carrier';
import { registerRoute } from 'workbox-routing';
import { isEventStreamRequest, SSEMultiplexStrategy } from 'workbox-sse';
import { takeOver } from '../../fixtures/workers/takeOver.js';

takeOver();
registerRoute(
  isEventStreamRequest,
  new SSEMultiplexStrategy({ carrier: new EventStreamCarrier('/site/event-streams') }),
);
