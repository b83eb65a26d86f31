import type { Evidence } from '../evidence/Evidence.js';
import { openingOf } from '../evidence/openingOf.js';
import type { Sharing } from '../evidence/Sharing.js';
import type { Heard } from '../listening/Heard.js';
import type { Advice } from './Advice.js';

/** What a tab gets that joins late. */
export function recommendJoin({ second }: Evidence, first: Heard, sharing: Sharing): Advice {
  if (sharing === 'refused') {
    return {
      code: `join: 'live'`,
      reason: `join: 'live', because the server does not let a second connection in.`,
    };
  }
  if (second === undefined || sharing === 'unknown') {
    return {
      code: undefined,
      reason: `join: 'native' (the default), because too little came to say what two connections have in common.`,
    };
  }
  const opening = openingOf(second, first);
  if (opening.length === 0) {
    return {
      code: `join: 'live'`,
      reason: `join: 'live', because connections get the same events and nothing at their start.`,
    };
  }
  return {
    code: `join: 'opening'`,
    reason: `join: 'opening', because each connection starts with ${opening.length} event(s) at once, then all get the same.`,
  };
}
