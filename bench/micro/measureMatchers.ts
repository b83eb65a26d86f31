import type { RouteMatchCallback } from 'workbox-core/types.js';
import { bypassEventStream } from '../../packages/workbox-sse/src/bypassEventStream.js';
import { EventStreamBypassRoute } from '../../packages/workbox-sse/src/EventStreamBypassRoute.js';
import { isEventStreamRequest } from '../../packages/workbox-sse/src/isEventStreamRequest.js';
import type { Claim } from '../figures/Claim.js';
import type { FigureTable } from '../figures/FigureTable.js';
import { median } from '../figures/median.js';
import { type Effort, inTurn } from './inTurn.js';

const callsPerRun = 1000;

const accepts = {
  'a script': '*/*',
  'a page': 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8',
  'an image': 'image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8',
};

const route = new EventStreamBypassRoute({ urls: [/\/live\//, /\/stream$/] });

/** What our matchers cost a request that is no event stream. */
export const measureMatchers = (effort: Effort): { table: FigureTable; claims: Claim[] } => {
  const rows = Object.entries(accepts).map(([what, accept]) => {
    const url = new URL('https://app.test/file');
    const request = new Request(url, { headers: { accept } });
    // Workbox's type asks for an event, at which no matcher of ours looks.
    const options = { url, request, sameOrigin: true, event: undefined as never };
    const task = (matcher: RouteMatchCallback) => (): void => {
      for (let call = 0; call < callsPerRun; call++) {
        if (matcher(options)) throw new Error(`${accept} is taken for an event stream.`);
      }
    };
    const times = inTurn(
      {
        bypassEventStream: task(bypassEventStream),
        isEventStreamRequest: task(isEventStreamRequest),
        route: task(route.match),
      },
      effort,
    );
    const micros = (values: readonly number[]): number => (median(values) * 1000) / callsPerRun;
    return {
      'a request for': what,
      'bypassEventStream, µs': micros(times.bypassEventStream),
      'isEventStreamRequest, µs': micros(times.isEventStreamRequest),
      'EventStreamBypassRoute, two RegExps, µs': micros(times.route),
    };
  });
  const worst = Math.max(
    ...rows.flatMap((row) => Object.values(row).filter((value) => typeof value === 'number')),
  );
  return {
    table: { title: 'A request that is no event stream', rows },
    claims: [{ what: 'a matcher, µs (Node)', figure: worst, relation: 'at most', bound: 1 }],
  };
};
