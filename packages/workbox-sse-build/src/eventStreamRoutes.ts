import { bypassEventStream } from './bypassEventStream.js';
import type { EventStreamsOptions } from './EventStreamsOptions.js';
import type { RuntimeCachingEntry } from './GenerateSWConfig.js';
import { fallThrough } from './fallThrough.js';
import { functionOfSource } from './functionOfSource.js';
import { providerRoutes } from './providerRoutes.js';
import { sourceOf } from './sourceOf.js';

/**
 * The routes as generateSW takes them: functions that are nothing but their source text, in the order
 * in which the worker has to ask them.
 */
export function eventStreamRoutes({
  bypass = [],
  multiplex = {},
  providers = [],
}: EventStreamsOptions): RuntimeCachingEntry[] {
  const routes: RuntimeCachingEntry[] = [
    ...providers.flatMap(providerRoutes),
    multiplex === false
      ? { urlPattern: bypassEventStream, handler: fallThrough }
      : {
          urlPattern: functionOfSource('(match) => self.workboxSSE.isEventStreamRequest(match)'),
          handler: functionOfSource(`self.workboxSSE.multiplex(${optionsSource(multiplex)})`),
        },
  ];
  if (bypass.length > 0) {
    routes.unshift({
      urlPattern: functionOfSource(
        `({ url }) => [${bypass.map(conditionSource).join(', ')}].some((test) => test(url.href.split('#')[0]))`,
      ),
      handler: fallThrough,
    });
  }
  return routes;
}

/** The session is made in the worker. */
function optionsSource({
  session,
  ...options
}: Exclude<EventStreamsOptions['multiplex'], false | undefined>): string {
  if (session === undefined) return sourceOf(options);
  return `{...${sourceOf(options)},session:self.workboxSSE.session(${sourceOf(session)})}`;
}

function conditionSource(pattern: string | RegExp): string {
  // A RegExp with the flag g or y would remember where it stopped.
  return typeof pattern === 'string'
    ? `(href) => [href, href.split('?')[0]].includes(new URL(${JSON.stringify(pattern)}, self.location.href).href.split('#')[0])`
    : `(href) => ${String(new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, '')))}.test(href)`;
}
