import { fallThrough } from './fallThrough.js';
import { functionOfSource } from './functionOfSource.js';
import type { RuntimeCachingEntry } from './GenerateSWConfig.js';
import type { ProviderChoice } from './ProviderChoice.js';
import { providerRule } from './providerRule.js';
import { sourceOf } from './sourceOf.js';

/** The same routes as `registerEventStreamProviders` registers. */
export function providerRoutes(choice: ProviderChoice): RuntimeCachingEntry[] {
  const { scopes, share } = providerRule(choice);
  const fits = `${sourceOf(scopes)}.some((scope) => match.url.href.startsWith(new URL(scope, self.location.href).href))`;
  if (share) {
    return [
      {
        urlPattern: functionOfSource(
          `(match) => ${fits} && self.workboxSSE.isEventStreamRequest(match)`,
        ),
        handler: functionOfSource(`self.workboxSSE.multiplex(${sourceOf(share)})`),
      },
    ];
  }
  const urlPattern = functionOfSource(`(match) => ${fits}`);
  return ['GET', 'POST'].map((method) => ({ urlPattern, handler: fallThrough, method }));
}
