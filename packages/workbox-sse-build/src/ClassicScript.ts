import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The prebuilt script that a generated worker imports, under a name that changes with its content. */
export class ClassicScript {
  /** `workbox-` so that workbox-build knows it for a part of the worker. */
  static readonly fileNamePattern = /(?:^|\/)workbox-sse-[0-9a-f]{8}\.js(?:\.map)?$/;

  readonly fileName: string;
  readonly #code: string;
  readonly #map: string;

  constructor(mode: 'development' | 'production') {
    const name = `workbox-sse.${mode === 'production' ? 'prod' : 'dev'}.js`;
    const file = fileURLToPath(new URL(`../build/${name}`, import.meta.url));
    const code = readFileSync(file, 'utf8');
    const hash = createHash('sha256').update(code).digest('hex').slice(0, 8);
    this.fileName = `workbox-sse-${hash}.js`;
    this.#code = code.replace(`${name}.map`, `${this.fileName}.map`);
    this.#map = readFileSync(`${file}.map`, 'utf8');
  }

  /** The script and its source map, by file name. */
  get files(): Readonly<Record<string, string>> {
    return { [this.fileName]: this.#code, [`${this.fileName}.map`]: this.#map };
  }

  writeTo(folder: string): void {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of Object.entries(this.files)) writeFileSync(join(folder, name), text);
  }
}
