/** Has each event's data given to `take`, from now on. */
export type Listen = (url: string, take: (data: string) => void) => void;
