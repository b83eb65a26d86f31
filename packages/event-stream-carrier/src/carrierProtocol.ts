/**
 * What both sides of a carrier have to agree on; docs/carrier-protocol.md says what it means.
 *
 * @public
 */
export const carrierProtocol = {
  /** Response header that names the carrier of its origin. */
  carrierHeader: 'event-stream-carrier',
  /** Query parameter by which a load balancer can tell carriers apart. */
  routeParameter: 'route',
} as const;

/**
 * Names and values, in order.
 *
 * @public
 */
export type HeaderPairs = [name: string, value: string][];

/**
 * A stream that a worker wants.
 *
 * @public
 */
export interface CarrierOpening {
  readonly stream: number;
  /** Path and query. */
  readonly url: string;
  readonly headers?: HeaderPairs;
}

/**
 * What a worker posts.
 *
 * @public
 */
export interface CarrierPost {
  readonly carrier: string;
  readonly open?: readonly CarrierOpening[];
  readonly close?: readonly number[];
  readonly confirm?: readonly number[];
}

/**
 * Data of each of a carrier's events but the lines of a stream, by the event's type.
 *
 * @public
 */
export interface CarrierMessages {
  readonly carrier: { readonly id: string; readonly version: number };
  readonly head: {
    readonly stream: number;
    readonly status: number;
    readonly headers: HeaderPairs;
  };
  readonly refusal: CarrierMessages['head'] & { readonly body: string };
  readonly end: { readonly stream: number; readonly reason: 'ended' | 'broken' };
  readonly error: { readonly stream: number; readonly reason: string };
  readonly decline: { readonly stream: number; readonly reason: string };
}
