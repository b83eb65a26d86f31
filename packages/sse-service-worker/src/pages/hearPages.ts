import { pageMessageOf } from '../messages/pageMessageOf.js';

declare const self: ServiceWorkerGlobalScope;

/** What a page says of itself. */
interface PageListener {
  /** It is there, see {@link pingPage}. */
  readonly onPong: (clientId: string) => void;
  /** Nobody looks at it any more, or somebody does. */
  readonly onVisibility: (clientId: string, isHidden: boolean) => void;
}

/** One for each strategy of the worker. */
const listeners: PageListener[] = [];

/**
 * Passes on what pages say of themselves.
 *
 * @internal
 */
export function hearPages(listener: PageListener): void {
  if (listeners.push(listener) > 1) return;
  self.addEventListener('message', ({ data, source }) => {
    if (!source || !('id' in source)) return;
    const type = pageMessageOf(data);
    for (const { onPong, onVisibility } of listeners) {
      if (type === 'EVENT_STREAMS_PONG') onPong(source.id);
      else if (type === 'EVENT_STREAMS_HIDDEN') onVisibility(source.id, true);
      else if (type === 'EVENT_STREAMS_VISIBLE') onVisibility(source.id, false);
    }
  });
}
