import type { EventStreamsSnapshot } from 'sse-multiplexer';
import { pageMessageOf } from '../messages/pageMessageOf.js';

declare const self: ServiceWorkerGlobalScope;

/** One for each strategy of the worker, in the order in which they are made. */
const inspections: (() => EventStreamsSnapshot)[] = [];

/**
 * Answers pages that ask what there is to see of the worker's streams: a message of the type
 * `EVENT_STREAMS_INSPECT` with a port gets an array with a snapshot for each strategy.
 *
 * @internal
 */
export function answerInspections(inspect: () => EventStreamsSnapshot): void {
  if (inspections.push(inspect) > 1) return;
  self.addEventListener('message', ({ data, ports }) => {
    if (pageMessageOf(data) !== 'EVENT_STREAMS_INSPECT') return;
    ports[0]?.postMessage(inspections.map((inspection) => inspection()));
  });
}
