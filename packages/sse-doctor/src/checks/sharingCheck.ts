import type { Evidence } from '../evidence/Evidence.js';
import { judgeSharing } from '../evidence/judgeSharing.js';
import { finalHop } from '../http/finalHop.js';
import { changeApplication } from '../mends/changeApplication.js';
import type { Check } from './Check.js';
import { concluded } from './concluded.js';
import { streamOf } from './streamOf.js';

/** Whether two connections at the same time get the same events. */
export function sharingCheck(evidence: Evidence): Check | undefined {
  const stream = streamOf(evidence);
  const { second } = evidence;
  if (stream === undefined) return undefined;
  const sharing = judgeSharing(stream, second);
  switch (sharing) {
    case 'same':
      return concluded('sharing', 'two connections get the same events');
    case 'opening':
      return concluded('sharing', 'each connection has its own opening, then all get the same');
    case 'unknown':
      return concluded('sharing', 'too few events to compare two connections', [], false);
    case 'refused': {
      const status = second === undefined ? 0 : finalHop(second.trace).answer.status;
      const seen = `a second connection is answered with status ${status}`;
      return concluded('sharing', seen, [
        {
          code: 'second-refused',
          severity: 'warning',
          evidence: seen,
          consequence:
            'All browsers: natively the second tab is closed for good. Through the worker tabs share one connection, with join: "live".',
          mend: changeApplication('// count users, not connections: a user has tabs'),
        },
      ]);
    }
    case 'own': {
      const seen = 'two connections at the same time get different events';
      return concluded('sharing', seen, [
        {
          code: 'connections-differ',
          severity: 'warning',
          evidence: seen,
          consequence:
            'Tabs cannot share one connection. With join: "native", the default, the worker notices and keeps each on its own; bypass is cheaper.',
          mend: changeApplication('// one log of events, from which every connection is served'),
        },
      ]);
    }
  }
}
