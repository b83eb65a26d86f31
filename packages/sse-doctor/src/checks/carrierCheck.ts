import type { Evidence } from '../evidence/Evidence.js';
import { changeApplication } from '../mends/changeApplication.js';
import type { Check } from './Check.js';
import { concluded } from './concluded.js';

/** Whether the server carries many streams over one connection. */
export function carrierCheck({ carrier }: Evidence): Check | undefined {
  if (carrier === undefined) return undefined;
  const { path, answer, greeting } = carrier;
  if (answer === 'none') return concluded('carrier', `none at ${path}`);
  if (answer === 'speaks') {
    return concluded('carrier', `one at ${path}: any number of streams over one connection`);
  }
  const seen = `an event stream at ${path}, which says first: ${greeting}`;
  return concluded('carrier', seen, [
    {
      code: 'carrier-mute',
      severity: 'warning',
      evidence: seen,
      consequence:
        'A worker that looks for a carrier there finds none of version 1, and gives each stream a connection of its own. A carrier greets first and at once.',
      mend: changeApplication(
        "app.use(carryEventStreams({ path: '/event-streams' })); // of sse-carrier",
      ),
    },
  ]);
}
