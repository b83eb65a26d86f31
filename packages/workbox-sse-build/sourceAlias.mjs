import { join } from 'node:path';

const packages = join(import.meta.dirname, '..');

/** This repository's own packages, to be bundled from their sources. */
export const sourceAlias = {
  'event-stream-carrier': join(packages, 'event-stream-carrier/src/index.ts'),
  'event-stream-providers': join(packages, 'event-stream-providers/src/index.ts'),
  'sse-multiplexer/wire': join(packages, 'sse-multiplexer/src/wire/index.ts'),
  'sse-multiplexer': join(packages, 'sse-multiplexer/src/index.ts'),
  'sse-service-worker': join(packages, 'sse-service-worker/src/index.ts'),
  'workbox-sse': join(packages, 'workbox-sse/src/index.ts'),
};
