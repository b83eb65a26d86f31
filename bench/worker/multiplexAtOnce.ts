import { registerRoute } from 'workbox-routing';
import { isEventStreamRequest, SSEMultiplexStrategy } from 'workbox-sse';
import { takeOver } from '../../fixtures/workers/takeOver.js';

takeOver();
registerRoute(isEventStreamRequest, new SSEMultiplexStrategy({ hiddenDelay: false }));
