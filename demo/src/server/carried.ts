import type { RequestListener } from 'node:http';
import { carryEventStreams } from 'sse-carrier';
import type { DemoSite } from './DemoSite.js';

const PATH = '/carrier/event-streams';

/** The mode `carrier` at its door: any number of its streams over one connection. */
export function carried(site: DemoSite, listener: RequestListener): RequestListener {
  const carry = carryEventStreams({ path: PATH, allow: '/carrier/*' });
  return (request, response) => {
    const isCarrier = request.method === 'GET' && request.url?.startsWith(`${PATH}?`);
    if (isCarrier) site.connections.noteCarrier('carrier', response);
    carry(request, response, () => listener(request, response));
  };
}
