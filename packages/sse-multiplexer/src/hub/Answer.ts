/**
 * The response that a page waits for. What comes after the first word changes nothing.
 *
 * @internal
 */
export class Answer {
  readonly promise: Promise<Response>;
  #isPending = true;
  #resolve: (response: Response) => void = () => {};
  #reject: (error: unknown) => void = () => {};

  constructor() {
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** Whether the page still waits. */
  get isPending(): boolean {
    return this.#isPending;
  }

  give(response: Response): void {
    this.#isPending = false;
    this.#resolve(response);
  }

  fail(error: unknown): void {
    this.#isPending = false;
    this.#reject(error);
  }
}
