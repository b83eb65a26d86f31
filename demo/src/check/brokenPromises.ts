import { MODE_TITLES, type Mode, OWN_STREAMS } from '../shared/modes.js';
import type { ModeResult } from './ModeResult.js';

const KEEPERS: ReadonlySet<Mode> = new Set(['bypass', 'multiplex', 'carrier']);

/** How soon one more tab must be live with multiplex. */
const ONE_MORE_MS = 2000;

/** What multiplex, carrier and bypass promise and the results do not show, as sentences; none if all is well. */
export function brokenPromises(results: readonly ModeResult[], tabs: number): string[] {
  const broken: string[] = [];
  for (const result of results) {
    const expect = (kept: boolean, promise: string): void => {
      if (!kept) broken.push(`${MODE_TITLES[result.mode]}: ${promise}`);
    };
    if (result.mode === 'none') {
      const hangs = result.oneMoreMs === undefined && result.live < tabs;
      expect(hangs, 'one more page must hang, or there is nothing to show.');
    }
    if (!KEEPERS.has(result.mode)) continue;

    expect(result.resumed === 'with-id', 'the server must see Last-Event-ID on a reconnect.');
    expect(
      result.left === 0,
      `closing the tabs must close the connections, ${result.left} are left.`,
    );
    expect(result.missed === 0, `no event may be missed, ${result.missed} were.`);
    expect(result.repeated === 0, `no event may be repeated, ${result.repeated} were.`);

    if (result.mode === 'bypass') {
      const native = results.find(({ mode }) => mode === 'none');
      if (native === undefined) continue;
      const { live } = native;
      expect(result.live >= live, `${live} tabs are live without a worker, here ${result.live}.`);
      continue;
    }
    if (result.mode === 'carrier') {
      const { metrics, chat, carriers, streams } = result;
      const connections = metrics + chat + carriers;
      expect(connections === 1, `one connection for all streams, not ${connections}.`);
      const least = tabs * OWN_STREAMS;
      expect(streams >= least, `${least} different streams at least, not ${streams}.`);
    } else {
      expect(result.metrics === 1, `one connection for metrics, not ${result.metrics}.`);
      expect(result.chat === 1, `one connection for the chat, not ${result.chat}.`);
    }
    expect(result.live === tabs, `all ${tabs} tabs must be live, not ${result.live}.`);
    expect(
      result.oneMoreMs !== undefined && result.oneMoreMs <= ONE_MORE_MS,
      `one more tab must be live within ${ONE_MORE_MS} ms, not ${result.oneMoreMs ?? 'never'}.`,
    );
  }
  return broken;
}
