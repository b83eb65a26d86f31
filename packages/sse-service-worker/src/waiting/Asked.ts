import type { eventSourceKind } from '../naming/eventSourceKind.js';

/**
 * What is known of a request for a stream.
 *
 * @internal
 */
export interface Asked {
  /** As an EventSource would have asked without this library. */
  readonly request: Request;
  /** Whether page code has made it in the place of one that is dead. */
  readonly isRevived: boolean;
  readonly name: string | undefined;
  readonly kind: ReturnType<typeof eventSourceKind>;
  readonly signal: AbortSignal | undefined;
  /** Why there is no answer. */
  failure?: unknown;
  /** Whether its server is there all the same. */
  isReachable?: boolean;
}
