import type { Exchange } from '../kit/Exchange.js';
import type { ScriptedServer } from '../kit/ScriptedServer.js';
import { IdentityStream } from './IdentityStream.js';

/**
 * A site with logins and streams that takes every request for the user that its cookies, token or
 * header name. `POST /login?user=NAME` sets the cookies: `sid`, which scripts cannot read, and `user`.
 * Of the query, `only=sid` or `only=user` sets one alone, `status` is the answer's, `then` is where it
 * redirects to. No user, no cookies.
 */
export class IdentityServer {
  readonly #server: ScriptedServer;
  readonly #streams = new Map<string, IdentityStream>();
  readonly #held: Exchange[] = [];
  /** Logins are not answered while this is set. */
  holdsLogins = false;

  constructor(server: ScriptedServer) {
    this.#server = server;
    server.route('/login', (exchange) => {
      if (this.holdsLogins) this.#held.push(exchange);
      else answerLogin(exchange);
    });
  }

  /** The stream of that path, which is there from the first call on. */
  stream(path: string): IdentityStream {
    const stream = this.#streams.get(path) ?? new IdentityStream(this.#server, path);
    this.#streams.set(path, stream);
    return stream;
  }

  /** Answers the login of this user that is held; whose it is need not be said where it is the only one. */
  answerLogin(user = ''): void {
    const index = this.#held.findIndex(({ request }) => request.url.includes(`user=${user}`));
    const [exchange] = index < 0 ? [] : this.#held.splice(index, 1);
    if (!exchange) throw new Error(`No login of ${user || 'anybody'} is held.`);
    answerLogin(exchange);
  }

  /** Resolves when so many logins wait for an answer. */
  async untilHeld(count: number): Promise<void> {
    await this.#server.until(`${count} login(s) under way`, () => this.#held.length === count);
  }
}

const answerLogin = (exchange: Exchange): void => {
  const { searchParams } = new URL(exchange.request.url, 'http://server');
  const user = searchParams.get('user') ?? '';
  const names = ['sid', 'user'].filter((name) => name === (searchParams.get('only') ?? name));
  const location = searchParams.get('then');
  const { origin } = exchange.request.headers;
  exchange.respond(Number(searchParams.get('status') ?? (location === null ? 200 : 303)), {
    'set-cookie': names.map((name) => cookie(name, user)),
    'content-type': 'text/html',
    'cache-control': 'no-store',
    ...(location !== null && { location }),
    ...(origin !== undefined && {
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
    }),
  });
};

const cookie = (name: string, user: string): string =>
  `${name}=${user}; Path=/; SameSite=Lax${user ? '' : '; Max-Age=0'}${name === 'sid' ? '; HttpOnly' : ''}`;
