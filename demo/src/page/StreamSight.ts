/** What one way of asking for a stream has come to, as rows of a table. */
export type StreamSight = readonly (readonly [label: string, text: string])[];
