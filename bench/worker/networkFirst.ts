import { setDefaultHandler } from 'workbox-routing';
import { NetworkFirst } from 'workbox-strategies';
import { takeOver } from '../../fixtures/workers/takeOver.js';

takeOver();
setDefaultHandler(new NetworkFirst());
