import type { IdentityOptions } from '../kit/Site.js';
import { tokenFor } from './tokenFor.js';

/** What a tab asks for, in a browser in which Anna is logged in. */
export interface Client {
  /** Default `own`: the tab's origin. `redirected` is there, too, and leads to the other one. */
  readonly at?: 'own' | 'other' | 'redirected';
  readonly query?: string;
  /** With these the client is built on `fetch`; without, it is an EventSource. */
  readonly init?: RequestInit & { readonly headers?: Record<string, string> };
  readonly withCredentials?: boolean;
  /** Who the server takes the request for. */
  readonly is: string;
}

/** Two tabs that ask for the same path at the same time. */
export interface Pair {
  readonly name: string;
  readonly options?: IdentityOptions;
  readonly one: Client;
  readonly other: Client;
  /** How many connections the servers have for both. */
  readonly connections: number;
}

const accept = 'text/event-stream';
const byFetch = (
  headers: Record<string, string> = {},
  init: RequestInit = {},
): NonNullable<Client['init']> => ({
  ...init,
  headers: { accept, ...headers },
});
const withToken = (sub: string): string => `?token=${tokenFor(sub)}`;

const anna: Client = { is: 'anna' };
const tokens = (one: string, other: string): Pick<Pair, 'one' | 'other'> => ({
  one: { query: withToken(one), is: one },
  other: { query: withToken(other), is: other },
});

/** What tells two requests apart, or does not. */
export const pairs: readonly Pair[] = [
  { name: 'the same session', one: anna, other: anna, connections: 1 },
  {
    name: 'the same session, a client built on fetch',
    one: anna,
    other: { init: byFetch(), is: 'anna' },
    connections: 1,
  },
  { name: 'a fragment', one: anna, other: { query: '#there', is: 'anna' }, connections: 1 },
  { name: 'tokens in the URL', ...tokens('anna', 'bert'), connections: 2 },
  {
    name: 'a token in one URL, a cookie for the other',
    one: anna,
    other: { query: withToken('bert'), is: 'bert' },
    connections: 2,
  },
  {
    name: 'tokens that a header carries',
    one: { init: byFetch({ authorization: 'anna' }), is: 'anna' },
    other: { init: byFetch({ authorization: 'bert' }), is: 'bert' },
    connections: 2,
  },
  {
    name: 'a header of the page for one of them',
    one: anna,
    other: { init: byFetch({ 'x-user': 'bert' }), is: 'bert' },
    connections: 2,
  },
  {
    name: 'languages, by which the answer may vary',
    one: { init: byFetch({ 'accept-language': 'de' }), is: 'anna' },
    other: { init: byFetch({ 'accept-language': 'fr' }), is: 'anna' },
    connections: 2,
  },
  {
    name: 'credentials for one of them, at another origin',
    one: { at: 'other', withCredentials: true, is: 'anna' },
    other: { at: 'other', is: 'nobody' },
    connections: 2,
  },
  {
    name: 'credentials for the second of them, at another origin',
    one: { at: 'other', is: 'nobody' },
    other: { at: 'other', init: byFetch({}, { credentials: 'include' }), is: 'anna' },
    connections: 2,
  },
  {
    name: 'credentials left out by one of them',
    one: anna,
    other: { init: byFetch({}, { credentials: 'omit' }), is: 'nobody' },
    connections: 2,
  },
  {
    name: 'a redirect to another origin, with credentials and without',
    one: { at: 'redirected', withCredentials: true, is: 'anna' },
    other: { at: 'redirected', is: 'nobody' },
    connections: 2,
  },
  {
    name: 'another method for one of them',
    one: anna,
    other: { init: byFetch({}, { method: 'POST' }), query: '?user=bert', is: 'bert' },
    connections: 2,
  },
  {
    name: 'redirects that one of them forbids',
    one: anna,
    other: { init: byFetch({}, { redirect: 'error' }), is: 'anna' },
    connections: 2,
  },
  {
    name: 'another mode for one of them',
    one: anna,
    other: { init: byFetch({}, { mode: 'same-origin' }), is: 'anna' },
    connections: 2,
  },
  {
    name: 'a name by the user, and renewed tokens',
    options: { keyed: 'bySubject' },
    ...tokens('anna', 'anna'),
    connections: 1,
  },
  {
    name: 'a name by the user, and two users',
    options: { keyed: 'bySubject' },
    ...tokens('anna', 'bert'),
    connections: 2,
  },
  {
    name: 'one name for all, and credentials for one of them',
    options: { keyed: 'all' },
    one: { at: 'other', withCredentials: true, is: 'anna' },
    other: { at: 'other', is: 'nobody' },
    connections: 2,
  },
  {
    name: 'one name for all, and two origins',
    options: { keyed: 'all' },
    one: anna,
    other: { at: 'other', is: 'nobody' },
    connections: 2,
  },
  {
    name: 'one name for all, and a header for one of them',
    options: { keyed: 'all' },
    one: anna,
    other: { init: byFetch({ authorization: 'bert' }), is: 'bert' },
    connections: 2,
  },
  ...(['none', 'empty', 'throwing', 'promise'] as const).map((keyed) => ({
    name: `a name that is no name: ${keyed}`,
    options: { keyed },
    ...tokens('anna', 'bert'),
    connections: 2,
  })),
  {
    name: 'an ignored parameter, and another that names the user',
    options: { ignored: ['^busted$'] },
    one: { query: '?user=anna&busted=1', is: 'anna' },
    other: { query: '?busted=2&user=bert', is: 'bert' },
    connections: 2,
  },
  {
    name: 'an ignored parameter whose name is part of the one that names the user',
    options: { ignored: ['^use$'] },
    one: { query: '?user=anna', is: 'anna' },
    other: { query: '?user=bert', is: 'bert' },
    connections: 2,
  },
  // What must not be done, and README warns of.
  {
    name: 'an ignored parameter that names the user: they share',
    options: { ignored: ['^user$'] },
    one: { query: '?user=anna', is: 'anna' },
    other: { query: '?user=bert', is: 'anna' },
    connections: 1,
  },
  {
    name: 'an ignored token of two users: they share',
    options: { ignored: ['^token$'] },
    one: { query: withToken('anna'), is: 'anna' },
    other: { query: withToken('bert'), is: 'anna' },
    connections: 1,
  },
];
