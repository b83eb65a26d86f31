/** The text of a response that goes on, read as it comes. */
export class StreamText {
  text = '';
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;

  constructor({ body }: Response) {
    if (!body) throw new Error('The response has no body');
    this.#reader = (body as ReadableStream<Uint8Array>).getReader();
  }

  /** Resolves with all text when it contains this part. */
  async until(part: string): Promise<string> {
    while (!this.text.includes(part)) {
      const { done, value } = await this.#reader.read();
      if (done) throw new Error(`Ended after ${this.text}`);
      this.text += Buffer.from(value).toString();
    }
    return this.text;
  }

  /** Resolves with all text when the stream has ended; rejects if it breaks. */
  async end(): Promise<string> {
    for (;;) {
      const { done, value } = await this.#reader.read();
      if (done) return this.text;
      this.text += Buffer.from(value).toString();
    }
  }

  cancel(): Promise<void> {
    return this.#reader.cancel();
  }
}
