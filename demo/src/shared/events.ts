import type { Mode } from './modes.js';

/** The data of the events that the server sends, by event name. */
export interface MetricsEvents {
  /** Busy time in percent, per core and over all. */
  cpu: { readonly cores: readonly number[]; readonly total: number };
  /** Bytes. */
  memory: { readonly used: number; readonly total: number };
  /** Load averages over 1, 5 and 15 minutes; zeros where the operating system has none. */
  load: { readonly averages: readonly number[]; readonly uptimeSeconds: number };
  /** What the server sees of each mode. */
  server: Readonly<Record<Mode, { readonly connections: number; readonly tabs: number }>>;
}

export interface ChatEvents {
  message: ChatMessage;
}

export interface ChatMessage {
  readonly from: string;
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** A message with the id of its event, as `chat/recent` lists it. */
export interface StoredChatMessage extends ChatMessage {
  readonly id: string;
}

export interface ControlEvents {
  status: Status;
  browser: BrowserStatus;
}

export interface BrowserStatus {
  /** CPU time of all browsers on the server's machine, in percent of one core; `null` if not known. */
  readonly cpu: number | null;
  /** Whether the multiplex worker holds events back from hidden tabs. */
  readonly holdsBack: boolean;
  /** Whether the metrics come as often as may be, a hundred events a second. */
  readonly isFast: boolean;
}

export type Status = Readonly<Record<Mode, ModeStatus>>;

export interface ModeStatus {
  /** Event stream connections that the server holds, per stream. */
  readonly metrics: number;
  readonly chat: number;
  /** Connections that carry other streams. */
  readonly carriers: number;
  /** Different event streams that are open, over whatever connections. */
  readonly streams: number;
  /** Tabs that have reported and not left. */
  readonly tabs: number;
  /** Tabs with all streams open that received an event within the last seconds. */
  readonly live: number;
  /** Events per second: written by the server, and received by the tabs together. */
  readonly sentPerSecond: number;
  readonly receivedPerSecond: number;
  readonly missed: number;
  readonly repeated: number;
  /** Of the streams requested since the connections were last cut. */
  readonly resumed: Resumed;
}

/** Whether requests that followed a cut carried Last-Event-ID: `none` came yet, or some did, or none did. */
export type Resumed = 'none' | 'with-id' | 'without-id';
