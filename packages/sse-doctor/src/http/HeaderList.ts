/** The headers of a response, each one kept as often as it was sent. */
export class HeaderList {
  readonly #entries: readonly (readonly [name: string, value: string])[];

  constructor(entries: Iterable<readonly [string, string]> = []) {
    this.#entries = Array.from(entries, ([name, value]) => [name.toLowerCase(), value]);
  }

  /** @param raw - as Node has them: names and values in turn. */
  static ofRaw(raw: readonly string[]): HeaderList {
    return new HeaderList(
      Array.from({ length: raw.length >> 1 }, (_, i) => [raw[2 * i] ?? '', raw[2 * i + 1] ?? '']),
    );
  }

  /** Every value that was sent under this name, in order. */
  all(name: string): readonly string[] {
    return this.#entries.flatMap(([key, value]) => (key === name ? [value.trim()] : []));
  }

  /** As fetch combines them; `null` if the header was not sent. */
  get(name: string): string | null {
    const values = this.all(name);
    return values.length > 0 ? values.join(', ') : null;
  }

  /** The comma-separated members of the header, in lower case. */
  tokens(name: string): readonly string[] {
    return (this.get(name) ?? '')
      .split(',')
      .map((token) => token.trim().toLowerCase())
      .filter((token) => token !== '');
  }

  /** For a report: the header as it was sent, or that it was not. */
  quote(name: string): string {
    const values = this.all(name);
    const title = name.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase());
    return values.length > 0
      ? values.map((value) => `${title}: ${value}`).join(' | ')
      : `no ${title}`;
  }
}
