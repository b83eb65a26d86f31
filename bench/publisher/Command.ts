import type { Scenario } from '../Scenario.js';

/** What the publishing process is asked to do. */
export type Command =
  | { readonly does: 'serve'; readonly files: readonly ServedFile[] }
  | { readonly does: 'ping'; readonly isOn: boolean }
  | { readonly does: 'publish'; readonly run: number; readonly scenario: Scenario };

export interface ServedFile {
  readonly path: string;
  readonly contentType: string;
  readonly body: string;
}

/** What has come of a scenario, as the server sees it. */
export interface Published {
  readonly events: number;
  /** Event streams that are open. */
  readonly connections: number;
  /** What went over them, HTTP's own bytes included. */
  readonly bytes: number;
  /** Milliseconds of the process's CPU time. */
  readonly cpu: number;
  /** Milliseconds since 1970 at which the first event was sent. */
  readonly start: number;
}

/** An answer of the publishing process, with the number of the command that it belongs to. */
export interface Answer {
  readonly to: number;
  readonly result?: Published | { readonly origin: string } | undefined;
  readonly error?: string;
}
