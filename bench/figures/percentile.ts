/**
 * The smallest value that at least so much of all values do not exceed (nearest rank).
 *
 * @param sorted in ascending order
 * @param share from 0 to 1
 */
export const percentile = (sorted: ArrayLike<number>, share: number): number => {
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  return sorted[rank - 1] ?? NaN;
};
