/** An event as a page would get it. */
export interface InterpretedEvent {
  readonly type: string;
  readonly data: string;
  readonly lastEventId: string;
}

/** What a page would hold after a stream. */
export interface Interpretation {
  readonly events: readonly InterpretedEvent[];
  readonly lastEventId: string;
  readonly reconnectionTime: number | undefined;
  /** Offsets at which nothing is pending: every way to cut the stream into whole blocks. */
  readonly borders: readonly number[];
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * HTML's "interpreting an event stream", written for reading: slow, and the whole stream at once.
 *
 * @param lastEventId - what the page held before.
 */
export function interpretEventStream(stream: Uint8Array, lastEventId = ''): Interpretation {
  const events: InterpretedEvent[] = [];
  const borders = [0];
  let reconnectionTime: number | undefined;
  let data = '';
  let type = '';
  let id = lastEventId;
  let isPending = false;
  let isFirst = true;
  let offset = 0;

  for (const [, text = '', end = ''] of latin1(stream).matchAll(/([^\r\n]*)(\r\n|\r|\n)/g)) {
    offset += text.length + end.length;
    // "One leading U+FEFF BYTE ORDER MARK character must be ignored if any are present."
    const line = decode(isFirst ? text.replace(/^\xef\xbb\xbf/, '') : text);
    isFirst = false;
    if (line === '') {
      lastEventId = id;
      if (data !== '')
        events.push({ type: type || 'message', data: data.slice(0, -1), lastEventId });
      data = type = '';
      isPending = false;
      borders.push(offset);
      continue;
    }
    // A comment has an empty field name, which is no field's.
    const [, field = '', value = ''] = /^([^:]*)(?:: ?)?([^]*)$/.exec(line) ?? [];
    if (field === 'event') type = value;
    else if (field === 'data') data += `${value}\n`;
    else if (field === 'id' && !value.includes('\0')) id = value;
    else if (field === 'retry' && /^[0-9]+$/.test(value)) reconnectionTime = Number(value);
    isPending ||= ['event', 'data', 'id', 'retry'].includes(field);
    if (!isPending) borders.push(offset);
  }
  return { events, lastEventId, reconnectionTime, borders };
}

function latin1(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}

function decode(text: string): string {
  return decoder.decode(Uint8Array.from(text, (char) => char.charCodeAt(0)));
}
