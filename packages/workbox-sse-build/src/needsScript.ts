import type { EventStreamsOptions } from './EventStreamsOptions.js';
import { providerRule } from './providerRule.js';

/** Whether the worker has to share streams, and not only to leave them to the browser. */
export const needsScript = ({ multiplex, providers = [] }: EventStreamsOptions): boolean =>
  multiplex !== false || providers.some((choice) => providerRule(choice).share);
