/** The five ways in which the demo's site may have its event streams answered, in the order shown. */
export const MODES = ['none', 'network-first', 'bypass', 'multiplex', 'carrier'] as const;

export type Mode = (typeof MODES)[number];

export function isMode(value: unknown): value is Mode {
  return (MODES as readonly unknown[]).includes(value);
}

/** What the pages and the check's table call each mode. */
export const MODE_TITLES: Readonly<Record<Mode, string>> = {
  none: 'No worker',
  'network-first': 'NetworkFirst default',
  bypass: 'Bypass',
  multiplex: 'Multiplex',
  carrier: 'Carrier',
};

/** Streams that a tab of the mode `carrier` has for itself, besides those that all tabs open. */
export const OWN_STREAMS = 3;

/** The two event streams that every tab of the site opens. */
export const STREAMS = ['metrics', 'chat'] as const;

export type StreamName = (typeof STREAMS)[number];

/** How many event streams a tab has open. */
export function streamsOf(mode: Mode): number {
  return STREAMS.length + (mode === 'carrier' ? OWN_STREAMS : 0);
}
