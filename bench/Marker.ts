/**
 * What stands in the stream besides the events that are measured, as JSON: a ping, so that a tab can
 * say that it is served, and the borders of a scenario.
 */
export type Marker =
  | { readonly marks: 'ping' }
  | { readonly marks: 'start'; readonly run: number; readonly events: number }
  | { readonly marks: 'end'; readonly run: number };
