/** Does something for each, a few at a time; resolves with the results in order. */
export const inParallel = async <T, R>(
  all: readonly T[],
  atOnce: number,
  work: (one: T) => Promise<R>,
): Promise<R[]> => {
  const results: R[] = [];
  const left = all.entries();
  const workOn = async (): Promise<void> => {
    for (const [index, one] of left) results[index] = await work(one);
  };
  await Promise.all(Array.from({ length: atOnce }, workOn));
  return results;
};
