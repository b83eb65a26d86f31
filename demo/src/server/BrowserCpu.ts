import { readdir, readFile, readlink } from 'node:fs/promises';
import { basename } from 'node:path';

const BROWSER = /chrom|edge|brave|opera|vivaldi|firefox/;

/** Clock ticks in which /proc counts, a second: of every Linux that Node runs on. */
const TICKS = 100;

/** Reads what all browsers on this machine have used so far: milliseconds of CPU time. */
export type ReadBrowserCpu = () => Promise<number | undefined>;

/** As Linux shows it below /proc; `undefined` on other systems, and where no browser runs. */
const readBrowserCpu: ReadBrowserCpu = async () => {
  const pids = await readdir('/proc').catch(() => []);
  const used = await Promise.all(pids.filter((name) => /^\d+$/.test(name)).map(usedBy));
  const known = used.flatMap((milliseconds) => milliseconds ?? []);
  return known.length > 0 ? known.reduce((sum, milliseconds) => sum + milliseconds, 0) : undefined;
};

/** `undefined` for what is no browser, or has ended a moment ago. */
const usedBy = async (pid: string): Promise<number | undefined> => {
  const program = await readlink(`/proc/${pid}/exe`).catch(() => '');
  if (!BROWSER.test(basename(program))) return undefined;
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The command in it may contain anything.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields && ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS;
};

/** What browsers use, in percent of one core, from one call to the next. */
export class BrowserCpu {
  readonly #read: ReadBrowserCpu;
  readonly #now: () => number;
  #before: { readonly used: number; readonly at: number } | undefined;

  constructor(read: ReadBrowserCpu = readBrowserCpu, now = () => performance.now()) {
    this.#read = read;
    this.#now = now;
  }

  /** `undefined` at the first call, and where it cannot be known. */
  async percent(): Promise<number | undefined> {
    const used = await this.#read();
    const at = this.#now();
    const before = this.#before;
    this.#before = used === undefined ? undefined : { used, at };
    if (used === undefined || !before || at === before.at) return undefined;
    // A process that has ended takes its time with it.
    return Math.max(0, Math.round((1000 * (used - before.used)) / (at - before.at)) / 10);
  }
}
