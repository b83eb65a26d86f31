import { TargetType } from 'puppeteer';
import type { Tab } from './Tab.js';

/** In Chromium: bytes that the worker of a tab's site holds, garbage left out, buffers counted. */
export const workerMemory = async ({ page }: Tab): Promise<number> => {
  const { origin } = new URL(page.url());
  const target = page
    .browserContext()
    .targets()
    .find((each) => each.type() === TargetType.SERVICE_WORKER && each.url().startsWith(origin));
  if (!target) throw new Error(`No worker runs at ${origin}`);
  const session = await target.createCDPSession();
  await session.send('HeapProfiler.collectGarbage');
  const usage = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usage.usedSize + usage.embedderHeapUsedSize + usage.backingStorageSize;
};
