export type { PageMessage, WorkerMessage } from './pageMessageOf.js';
