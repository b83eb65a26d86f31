/** Bytes of a whole block. */
const size = 200;

/**
 * A block of 200 bytes, or `bytes`, that says its number and, in milliseconds since 1970, when it was
 * sent.
 */
export const eventBlock = (number: number, sent: number, bytes = size): string => {
  const head = `id: ${number}\ndata: ${number} ${sent.toFixed(3)} `;
  return `${head}${'x'.repeat(Math.max(0, bytes - head.length - 2))}\n\n`;
};
