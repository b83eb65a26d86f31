import type { Evidence } from '../evidence/Evidence.js';
import type { Advice } from './Advice.js';

/** Whether the worker should ask for streams through the server's carrier. */
export function recommendCarrier({ carrier }: Evidence): Advice[] {
  if (carrier?.answer !== 'speaks') return [];
  const url = carrier.path.replace(/[\\']/g, '\\$&');
  return [
    {
      code: `carrier: new EventStreamCarrier('${url}')`,
      reason: `carrier, because the server carries any number of different streams over one connection.`,
    },
  ];
}
