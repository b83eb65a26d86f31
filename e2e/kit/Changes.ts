import { withDeadline } from './withDeadline.js';

const deadline = 60_000;

/** Lets a test await a state that something else brings about, told of each change instead of polling. */
export class Changes {
  readonly #checks = new Set<() => void>();

  /** To be called after each change of what the conditions look at. */
  readonly announce = (): void => {
    for (const check of [...this.#checks]) check();
  };

  /**
   * Resolves as soon as the condition holds.
   *
   * @param expected the condition in words, for the message when it never does
   * @param seen describes the present state, for the same message
   */
  async until(
    expected: string,
    condition: () => boolean,
    seen: () => string,
    milliseconds = deadline,
  ): Promise<void> {
    let check = (): void => {};
    const met = new Promise<void>((resolve) => {
      check = () => {
        if (condition()) resolve();
      };
    });
    this.#checks.add(check);
    check();
    try {
      await withDeadline(met, milliseconds, () => `Expected: ${expected}. Seen: ${seen()}`);
    } finally {
      this.#checks.delete(check);
    }
  }
}
