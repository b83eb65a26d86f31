/**
 * The demo's event ids: `run-number`. The run changes whenever the server starts, because its numbers
 * start again at 1 then, and a page that stayed open must not take that for repeated events.
 */
export interface EventId {
  readonly run: string;
  readonly number: number;
}

export function formatEventId({ run, number }: EventId): string {
  return `${run}-${number}`;
}

/** `undefined` for anything that {@link formatEventId} cannot have made. */
export function parseEventId(text: string): EventId | undefined {
  const match = /^([a-z0-9]{1,16})-([0-9]{1,15})$/.exec(text);
  const run = match?.[1];
  const digits = match?.[2];
  return run === undefined || digits === undefined ? undefined : { run, number: Number(digits) };
}
