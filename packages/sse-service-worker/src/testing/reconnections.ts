import type { ModelPage } from '../../../sse-multiplexer/src/testing/ModelPage.js';
import type { ModelSite } from './ModelSite.js';

/** How often a page that comes back at once is sent away within so many milliseconds. */
export async function reconnections(
  site: ModelSite,
  page: ModelPage,
  time: number,
): Promise<number> {
  const { connections } = page;
  for (let passed = 0; passed < time; passed += 100) {
    const isAway = page.readyState === 'connecting';
    // In that time it comes back.
    await site.pass(isAway ? 300 : 100);
    if (isAway) await site.open(page);
  }
  return page.connections - connections;
}
