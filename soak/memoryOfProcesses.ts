import { readdir, readFile } from 'node:fs/promises';

/** On Linux: bytes of a process and its descendants; what several of them share is counted once. */
export const memoryOfProcesses = async (root: number): Promise<number> => {
  const children = new Map<number, number[]>();
  for (const name of await readdir('/proc')) {
    // One may have ended since it was listed.
    const stat = /^\d+$/.test(name)
      ? await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')
      : '';
    const parent = Number(/\) \S (\d+)/.exec(stat)?.[1] ?? -1);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  let bytes = 0;
  const waiting = [root];
  for (let pid = waiting.pop(); pid !== undefined; pid = waiting.pop()) {
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
    bytes += Number(/^Pss: +(\d+) kB/m.exec(rollup)?.[1] ?? 0) * 1024;
    waiting.push(...(children.get(pid) ?? []));
  }
  return bytes;
};
