import type { Evidence } from '../evidence/Evidence.js';
import { setHeader } from '../mends/setHeader.js';
import type { Check } from './Check.js';
import { concluded } from './concluded.js';
import type { Finding } from './Finding.js';
import { streamOf } from './streamOf.js';

/** Headers by which answers to pages of one origin in one browser do not differ. */
const HARMLESS =
  /^(?:origin|accept|accept-encoding|accept-language|access-control-request-.*|last-event-id|cache-control|sec-fetch-.*|user-agent|save-data|x-requested-with)$/;

/** By what the answers differ, and whether the server says so. */
export function varyCheck(evidence: Evidence): Check | undefined {
  const stream = streamOf(evidence);
  if (stream === undefined) return undefined;
  const [{ answer }] = stream.trace.hops;
  const names = answer.headers.tokens('vary');
  const quote = answer.headers.quote('vary');
  const forbidding = names.filter((name) => !HARMLESS.test(name));
  return concluded('vary', quote, [
    originForgotten(evidence, names, quote),
    forbidding.length > 0 ? forbidsSharing(forbidding, quote) : undefined,
  ]);
}

function originForgotten(
  { examination: { origin }, first, stranger }: Evidence,
  names: readonly string[],
  quote: string,
): Finding | undefined {
  const header = 'access-control-allow-origin';
  const allowed = first?.trace.hops[0].answer.headers.get(header) ?? null;
  if (stranger === undefined || allowed === null || allowed === '*') return undefined;
  if (names.includes('origin') || names.includes('*')) return undefined;
  // One and the same for everybody needs no Vary.
  if (stranger.headers.get(header) === allowed) return undefined;
  return {
    code: 'vary-origin',
    severity: 'warning',
    evidence: `${quote}, and Access-Control-Allow-Origin differs by Origin`,
    consequence: `All browsers: a cache on the way may give ${origin} what was answered to another origin, or to none; CORS then refuses it, now and then.`,
    mend: setHeader('Vary', 'Origin'),
  };
}

function forbidsSharing(names: readonly string[], quote: string): Finding {
  const hints = names.includes('*')
    ? 'Every answer is said to be another one.'
    : names.includes('cookie')
      ? 'Where the cookie says who the user is, the option session: session({ resetOnCookies: [name] }) keeps users apart.'
      : `The option varyOn: ${JSON.stringify(names)} keeps such requests apart.`;
  return {
    code: 'vary',
    severity: 'warning',
    evidence: quote,
    consequence: `The worker shares one connection between tabs, whatever these headers are. ${hints}`,
    mend: setHeader('Vary', 'Origin'),
  };
}
