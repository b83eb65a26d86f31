import type { Readable, Transform } from 'node:stream';
import { constants, createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Answer } from './ask.js';

/** What this program can read, offered as a browser does. */
export const decodedBody = (answer: Answer): Readable => {
  const [coding] = answer.headers.tokens('content-encoding');
  const decoder = decoderOf(coding);
  if (decoder === undefined) return answer.body;
  answer.body.on('error', (error) => decoder.destroy(error));
  return answer.body.pipe(decoder);
};

/** Each gives what it can as soon as it has it: an event must not wait for the next one. */
function decoderOf(coding: string | undefined): Transform | undefined {
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
    case 'deflate':
      return createInflate({ finishFlush: constants.Z_SYNC_FLUSH });
    case 'br':
      return createBrotliDecompress();
    default:
      return undefined;
  }
}
