import { readdir, readFile } from 'node:fs/promises';

/** Linux counts CPU time in hundredths of a second for everybody who asks. */
const millisecondsPerTick = 10;

/** What part of a browser a process is. */
export type ProcessKind = 'browser' | 'network' | 'renderer' | 'other';

/** What a process and all that it has started have used. */
export interface ProcessTreeUsage {
  /** Milliseconds of CPU time, user and system, of the processes that are there. */
  readonly cpu: Readonly<Record<ProcessKind, number>>;
  /** Bytes in memory; what processes share is divided among them. */
  readonly memory: number;
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly ticks: number;
}

/** A process and its descendants, as Linux shows them below /proc; of other systems nothing is known. */
export class ProcessTree {
  readonly #root: number;
  readonly #kinds = new Map<number, ProcessKind>();

  constructor(root: number) {
    this.#root = root;
  }

  /** What is used up to now, or `undefined` where it cannot be known. */
  async usage(): Promise<ProcessTreeUsage | undefined> {
    if (process.platform !== 'linux') return undefined;
    const processes = await this.#processes();
    const cpu = { browser: 0, network: 0, renderer: 0, other: 0 };
    let memory = 0;
    for (const { pid, ticks } of processes) {
      cpu[await this.#kindOf(pid)] += ticks * millisecondsPerTick;
      memory += await proportionalBytes(pid);
    }
    return { cpu, memory };
  }

  async #processes(): Promise<Process[]> {
    const names = await readdir('/proc');
    const stats = await Promise.all(
      names.filter((name) => /^\d+$/.test(name)).map((name) => readOr(`/proc/${name}/stat`, '')),
    );
    const all = stats.flatMap(processOf);
    const found = all.filter(({ pid }) => pid === this.#root);
    for (const { pid } of found) found.push(...all.filter(({ parent }) => parent === pid));
    return found;
  }

  async #kindOf(pid: number): Promise<ProcessKind> {
    const known = this.#kinds.get(pid);
    if (known) return known;
    const kind = kindOf(pid === this.#root, await readOr(`/proc/${pid}/cmdline`, ''));
    this.#kinds.set(pid, kind);
    return kind;
  }
}

const kindOf = (isRoot: boolean, commandLine: string): ProcessKind => {
  if (isRoot) return 'browser';
  if (commandLine.includes('--type=renderer')) return 'renderer';
  return commandLine.includes('network.mojom.NetworkService') ? 'network' : 'other';
};

/** From a line of /proc/PID/stat; the command in it may contain anything. */
const processOf = (stat: string): Process[] => {
  const pid = Number.parseInt(stat);
  const [, parent, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user, system] = rest.slice(9);
  const ticks = Number(user) + Number(system);
  return Number.isNaN(ticks) ? [] : [{ pid, parent: Number(parent), ticks }];
};

const proportionalBytes = async (pid: number): Promise<number> => {
  const [, kibibytes] =
    /^Pss:\s+(\d+) kB/m.exec(await readOr(`/proc/${pid}/smaps_rollup`, '')) ?? [];
  return Number(kibibytes ?? 0) * 1024;
};

/** A process may have ended a moment ago. */
const readOr = (path: string, otherwise: string): Promise<string> =>
  readFile(path, 'utf8').catch(() => otherwise);
