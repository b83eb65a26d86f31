/** Reads an event stream with `fetch`, as clients do that are no EventSource. */
export class StreamReader {
  text = '';
  readonly #checks = new Set<() => void>();

  constructor(url: string, headers: Record<string, string>) {
    void this.#read(url, headers);
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

  async #read(url: string, headers: Record<string, string>): Promise<void> {
    const response = await fetch(url, { headers });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
      this.text += next.value;
      for (const check of [...this.#checks]) check();
    }
  }
}
