declare const self: ServiceWorkerGlobalScope;

/** One for each strategy of the worker. */
const heard: ((clientId: string) => void)[] = [];

/**
 * Passes on which page has answered that it is there, see {@link pingPage}.
 *
 * @internal
 */
export function hearPages(onAnswer: (clientId: string) => void): void {
  if (heard.push(onAnswer) > 1) return;
  self.addEventListener('message', ({ data, source }) => {
    if ((data as { type?: unknown } | null)?.type !== 'EVENT_STREAMS_PONG') return;
    if (source && 'id' in source) for (const onAnswer of heard) onAnswer(source.id);
  });
}
