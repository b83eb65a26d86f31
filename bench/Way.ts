/** A way in which a page can be given the events of a stream. */
export interface Way {
  /** As it is named on the command line. */
  readonly name: WayName;
  /** As it is named in tables. */
  readonly title: string;
  /** The service worker, of `bench/worker`, that the way needs. */
  readonly serviceWorker?: string;
  /** The shared worker, of `bench/worker`, that the way needs. */
  readonly sharedWorker?: string;
}

export type WayName =
  | 'native'
  | 'pass-through'
  | 'relay'
  | 'network-first'
  | 'shared-worker'
  | 'leader'
  | 'at-once'
  | 'multiplex'
  | 'carrier';
