import { readdir, readFile } from 'node:fs/promises';

/**
 * Which of a browser's threads: those of the network service; of processes with pages and workers in them,
 * those that run a page, that run a worker and that pass on what comes from other processes; all others.
 */
export type ThreadKind = 'network' | 'page' | 'worker' | 'passing' | 'other';

/** What a process and all that it has started have used. */
export interface ProcessTreeUsage {
  /** Milliseconds of CPU time, user and system, of the threads that are there. */
  readonly cpu: Readonly<Record<ThreadKind, number>>;
  /** How often threads of processes with pages and workers in them have gone to sleep by themselves. */
  readonly sleeps: number;
  /** Bytes in memory; what processes share is divided among them. */
  readonly memory: number;
}

/** A process and its descendants, as Linux shows them below /proc; of other systems nothing is known. */
export class ProcessTree {
  readonly #root: number;

  constructor(root: number) {
    this.#root = root;
  }

  /** What is used up to now, or `undefined` where it cannot be known. */
  async usage(): Promise<ProcessTreeUsage | undefined> {
    if (process.platform !== 'linux') return undefined;
    const cpu = { network: 0, page: 0, worker: 0, passing: 0, other: 0 };
    let [memory, sleeps] = [0, 0];
    for (const pid of await this.#pids()) {
      memory += await proportionalBytes(pid);
      const commandLine = await readOr(`/proc/${pid}/cmdline`, '');
      for (const tid of await readdir(`/proc/${pid}/task`).catch(() => [])) {
        const name = await readOr(`/proc/${pid}/task/${tid}/comm`, '');
        if (commandLine.includes('--type=renderer')) sleeps += await voluntarySwitches(pid, tid);
        const [nanoseconds] = (await readOr(`/proc/${pid}/task/${tid}/schedstat`, '0')).split(' ');
        cpu[kindOf(commandLine, Number(tid) === pid, name)] += Number(nanoseconds) / 1e6;
      }
    }
    return { cpu, sleeps, memory };
  }

  async #pids(): Promise<number[]> {
    const names = await readdir('/proc');
    const stats = await Promise.all(
      names.filter((name) => /^\d+$/.test(name)).map((name) => readOr(`/proc/${name}/stat`, '')),
    );
    const all = stats.map((stat) => ({ pid: Number.parseInt(stat), parent: parentOf(stat) }));
    const found = [this.#root];
    for (const parent of found) {
      for (const child of all) if (child.parent === parent) found.push(child.pid);
    }
    return found;
  }
}

const kindOf = (commandLine: string, isMain: boolean, name: string): ThreadKind => {
  if (commandLine.includes('network.mojom.NetworkService')) return 'network';
  if (!commandLine.includes('--type=renderer')) return 'other';
  if (isMain) return 'page';
  if (/^(?:Service|Shared)Worker/.test(name)) return 'worker';
  return name.startsWith('Chrome_ChildIOT') ? 'passing' : 'other';
};

/** From the one line of /proc/PID/stat; the command in it may contain anything. */
const parentOf = (stat: string): number =>
  Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);

const proportionalBytes = async (pid: number): Promise<number> => {
  const [, kibibytes] =
    /^Pss:\s+(\d+) kB/m.exec(await readOr(`/proc/${pid}/smaps_rollup`, '')) ?? [];
  return Number(kibibytes ?? 0) * 1024;
};

/** A thread that waits gives the processor away; each time it is woken up again. */
const voluntarySwitches = async (pid: number, tid: string): Promise<number> => {
  const status = await readOr(`/proc/${pid}/task/${tid}/status`, '');
  return Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(status)?.[1] ?? 0);
};

/** A process may have ended a moment ago. */
const readOr = (path: string, otherwise: string): Promise<string> =>
  readFile(path, 'utf8').catch(() => otherwise);
