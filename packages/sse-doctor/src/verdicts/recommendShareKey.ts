import type { Evidence } from '../evidence/Evidence.js';
import type { Heard } from '../listening/Heard.js';
import type { Advice } from './Advice.js';

const CURSOR = /^(?:since|cursor|after|offset|from|last[-_]?event[-_]?id)$/i;
const TOKEN = /^(?:access_?token|auth|authorization|jwt|token|sig|signature|apikey|api_key)$/i;
/** Parameters that only keep caches from answering. */
const BUSTER = /^(?:_|cb|cachebuster|nocache|nonce|rand|random|rnd|t|ts|timestamp)$/i;

/** What the URL's parameters mean for who shares with whom. */
export function recommendShareKey({ examination: { url } }: Evidence, { events }: Heard): Advice[] {
  const parameters = [...url.searchParams];
  const names = parameters.map(([name]) => name);
  const ids = new Set(events.map(({ id }) => id));
  const cursor = parameters.find(([name, value]) => CURSOR.test(name) || ids.has(value))?.[0];
  const busters = names.filter((name) => name !== cursor && BUSTER.test(name));
  const token = parameters.find(([name]) => TOKEN.test(name));
  const advice: Advice[] = [];
  if (cursor !== undefined) {
    advice.push({
      code: `cursor: { query: '${quote(cursor)}' }`,
      reason: `cursor, because ${cursor} in the URL says where to begin, not which stream it is.`,
    });
  }
  if (busters.length > 0) {
    advice.push({
      code: `ignoreURLParametersMatching: [${busters.map((name) => `/^${name}$/`).join(', ')}]`,
      reason: `ignoreURLParametersMatching, because ${busters.join(', ')} tells no streams apart.`,
    });
  }
  if (token !== undefined) advice.push(keyByToken(...token));
  if (advice.length === 0) {
    advice.push({
      code: undefined,
      reason: 'shareKey: the URL (the default), because nothing in it seems to be renewed.',
    });
  }
  return advice;
}

/** A token that is renewed may be left out only where something else says who the user is. */
function keyByToken(name: string, value: string): Advice {
  const subject = subjectOf(value);
  if (subject === undefined) {
    return {
      code: undefined,
      reason: `shareKey: the URL (the default), because ${name} may stand for a user, and does not say for which.`,
    };
  }
  const parameter = `'${quote(name)}'`;
  return {
    code: `shareKey: ({ url }) => { const key = new URL(url); const [, claims] = (key.searchParams.get(${parameter}) ?? '').split('.'); key.searchParams.set(${parameter}, JSON.parse(atob(claims.replace(/-/g, '+').replace(/_/g, '/'))).sub); return key.href; }`,
    reason: `shareKey, because ${name} is a token that is renewed; its subject is the user.`,
  };
}

/** The subject of a JSON Web Token. */
function subjectOf(token: string): string | undefined {
  const [, claims, signature] = token.split('.');
  if (claims === undefined || signature === undefined) return undefined;
  try {
    const { sub } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { sub?: unknown };
    return typeof sub === 'string' ? sub : undefined;
  } catch {
    return undefined;
  }
}

const quote = (text: string): string => text.replace(/[\\']/g, '\\$&');
