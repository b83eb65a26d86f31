import type { HeaderList } from './HeaderList.js';

/** A MIME type as browsers take it from the headers. */
export interface MimeType {
  /** Type and subtype in lower case; `''` if there is none. */
  readonly essence: string;
  /** The value of its `charset` parameter in lower case. */
  readonly charset: string | undefined;
}

/** Fetch, "extract a MIME type": of several, the last one that is valid counts. */
export function mimeType(headers: HeaderList): MimeType {
  let found: MimeType = { essence: '', charset: undefined };
  for (const value of (headers.get('content-type') ?? '').split(',')) {
    const [type = '', ...parameters] = value.split(';').map((part) => part.trim().toLowerCase());
    if (!/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(type)) continue;
    const charset = parameters
      .map((parameter) => /^charset="?([^"]*)"?$/.exec(parameter)?.[1])
      .find((name) => name !== undefined);
    // A later type of the same essence keeps the charset of the earlier one.
    found = {
      essence: type,
      charset: charset ?? (type === found.essence ? found.charset : undefined),
    };
  }
  return found;
}
