const encoder = new TextEncoder();

interface EventStreamBytes {
  readonly chunks: readonly Uint8Array<ArrayBuffer>[];
  readonly bytes: number;
  readonly blocks: number;
}

/**
 * A stream of blocks of one size, each with an ID and one line of data, cut into chunks of one size.
 */
export const eventStreamBytes = (
  blockBytes: number,
  chunkBytes: number,
  atLeast: number,
): EventStreamBytes => {
  const blocks = Math.ceil(atLeast / blockBytes);
  const text = Array.from({ length: blocks }, (_, index) => {
    const head = `id: ${1_000_000 + index}\ndata: `;
    return `${head}${'x'.repeat(blockBytes - head.length - 2)}\n\n`;
  });
  const stream = encoder.encode(text.join(''));
  const count = Math.ceil(stream.length / chunkBytes);
  const chunks = Array.from({ length: count }, (_, index) =>
    stream.slice(index * chunkBytes, (index + 1) * chunkBytes),
  );
  return { chunks, bytes: stream.length, blocks };
};
