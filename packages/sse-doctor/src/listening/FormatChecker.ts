import type { EventBlock } from 'sse-multiplexer/wire';
import type { FormatFault, FormatFaultKind } from './FormatFault.js';

const FIELDS = new Set(['data', 'event', 'id', 'retry']);
/** Types of events that an EventSource dispatches by itself. */
const RESERVED = new Set(['open', 'error']);
/** A line end that was written as two characters, where a line end must have been meant. */
const ESCAPED = /\\n\\n$|\\r\\n$|\\n(?:data|event|id|retry):/;
/** Longest part of a line that is quoted. */
const QUOTED = 60;

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

/** Looks for what an EventSource silently drops, line by line. */
export class FormatChecker {
  readonly #faults = new Map<FormatFaultKind, FormatFault>();
  readonly #maxEventBytes: number;

  constructor(maxEventBytes: number) {
    this.#maxEventBytes = maxEventBytes;
  }

  get faults(): readonly FormatFault[] {
    return [...this.#faults.values()];
  }

  check(block: EventBlock): void {
    const bytes = block.source.subarray(block.start, block.end);
    if (bytes.length > this.#maxEventBytes) this.note('event-large', `${bytes.length} bytes`);
    const lines = this.#text(bytes).split(/\r\n|\r|\n/);
    const names = lines.filter((line) => line !== '').map((line) => this.#checkLine(line));
    const twice = ['id', 'event'].find((name) => names.filter((one) => one === name).length > 1);
    if (twice !== undefined) {
      this.note('blank-line-missing', `two lines "${twice}:" in one event`);
    } else if (countDocuments(lines) > 1) {
      this.note('blank-line-missing', 'several JSON texts, each in its own line, in one event');
    }
    if (block.dispatches) {
      if (RESERVED.has(block.type)) this.note('event-reserved', `event: ${block.type}`);
    } else if (names.includes('event')) {
      this.note('event-without-data', lines.find((line) => line.startsWith('event')) ?? '');
    } else if (block.hasId && block.id !== '') {
      this.note('id-without-data', lines.find((line) => line.startsWith('id')) ?? '');
    }
  }

  note(kind: FormatFaultKind, sample: string): void {
    const fault = this.#faults.get(kind);
    if (fault === undefined) {
      this.#faults.set(kind, { kind, count: 1, sample: quoted(sample) });
    } else {
      fault.count++;
    }
  }

  #text(bytes: Uint8Array): string {
    try {
      return strict.decode(bytes);
    } catch {
      const text = lenient.decode(bytes);
      this.note('utf8-invalid', text.split(/[\r\n]/).find((line) => line.includes('\ufffd')) ?? '');
      return text;
    }
  }

  /** Returns the name of the line's field; `''` for a comment. */
  #checkLine(line: string): string {
    const colon = line.indexOf(':');
    if (colon === 0) return '';
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (!FIELDS.has(name)) this.note('field-unknown', line);
    else if (ESCAPED.test(value)) this.note('line-ends-escaped', line);
    else if (name === 'retry' && !/^\d+$/.test(value)) this.note('retry-malformed', line);
    else if (name === 'id' && value.includes('\0')) this.note('id-null', line);
    return name;
  }
}

/** How many `data` lines of a block are JSON objects or arrays by themselves. */
function countDocuments(lines: readonly string[]): number {
  const data = lines.filter((line) => /^data: ?[[{]/.test(line));
  return data.length < 2 ? 0 : data.filter((line) => isJson(line.replace(/^data: ?/, ''))).length;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function quoted(line: string): string {
  // What a terminal would obey is escaped.
  const printable = Array.from(line, (character) =>
    character < ' ' || character === '\x7f' ? JSON.stringify(character).slice(1, -1) : character,
  ).join('');
  return printable.length > QUOTED ? `${printable.slice(0, QUOTED)}…` : printable;
}
