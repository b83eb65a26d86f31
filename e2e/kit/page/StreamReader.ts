/** Reads an event stream with `fetch`, as clients do that are no EventSource. */
export class StreamReader {
  text = '';
  /** Resolves with all that was read when the connection has ended, well or not. */
  readonly ended: Promise<string>;
  readonly #checks = new Set<() => void>();
  readonly #abort = new AbortController();

  constructor(url: string, init: RequestInit) {
    const all = (): string => this.text;
    this.ended = this.#read(url, init).then(all, all);
  }

  /** Resolves with all that has been read when it contains this. */
  until(part: string): Promise<string> {
    return new Promise((resolve) => {
      const check = (): void => {
        if (!this.text.includes(part)) return;
        this.#checks.delete(check);
        resolve(this.text);
      };
      this.#checks.add(check);
      check();
    });
  }

  stop(): void {
    this.#abort.abort();
  }

  async #read(url: string, init: RequestInit): Promise<void> {
    const response = await fetch(url, { ...init, signal: this.#abort.signal });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
      this.text += next.value;
      for (const check of [...this.#checks]) check();
    }
  }
}
