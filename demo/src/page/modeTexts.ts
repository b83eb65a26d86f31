import type { Mode } from '../shared/modes.js';

export interface ModeText {
  readonly explanation: string;
  /** The line of the worker that makes the mode. */
  readonly line: string;
}

export const modeTexts: Readonly<Record<Mode, ModeText>> = {
  none: {
    explanation:
      'The browser’s own EventSource. Two streams a tab and six connections to a host make three live tabs; the fourth does not even load.',
    line: 'no service worker',
  },
  'network-first': {
    explanation:
      'A common PWA worker. The shell comes from its cache, but every stream runs through the caching code: Last-Event-ID is lost, and connections outlive their tabs.',
    line: 'setDefaultHandler(new NetworkFirst())',
  },
  bypass: {
    explanation:
      'The same worker leaves event streams to the browser: they behave as if it were not there, Last-Event-ID included. Six connections are still six.',
    line: 'registerRoute(bypassEventStream, fallThrough)',
  },
  multiplex: {
    explanation:
      'The same worker holds one connection for each stream and shares it between all tabs. The page’s code is the same in all modes.',
    line: 'registerRoute(isEventStreamRequest, new SSEMultiplexStrategy())',
  },
  carrier: {
    explanation:
      'Every tab has three streams of its own besides the two that all share: 32 different ones for ten tabs. The worker asks for all of them over one connection, and the server’s routes do not know.',
    line: "new SSEMultiplexStrategy({ carrier: new EventStreamCarrier('event-streams') })",
  },
};
