import type { WorkerModules } from './ModelWorker.js';

/** A strategy of a worker, whose modules are its own. */
export type WorkerStrategy = InstanceType<WorkerModules['sse']['SSEMultiplexStrategy']>;
