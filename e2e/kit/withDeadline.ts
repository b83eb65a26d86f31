/**
 * Rejects when the promise has not settled after `milliseconds`.
 *
 * @param explain says, at that moment, what was expected and what was seen
 */
export const withDeadline = async <T>(
  promise: Promise<T>,
  milliseconds: number,
  explain: () => string,
): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`Nothing after ${milliseconds} ms. ${explain()}`)),
      milliseconds,
    );
  });
  try {
    return await Promise.race([promise, deadline]);
  } finally {
    clearTimeout(timer);
  }
};
