/** The data of numbered events, as an EventPublisher sends them. */
export const numberedEvents = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `event ${from + index}`);
