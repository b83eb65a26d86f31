import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Changes } from '../e2e/kit/Changes.js';

/** What one tab says of one scenario. */
export interface TabReport {
  readonly tab: string;
  readonly run: number;
  /** Whether nobody looked at the tab. */
  readonly isHidden: boolean;
  /** Events that came more than once. */
  readonly doubled: number;
  /** Milliseconds since 1970 at which the last event came. */
  readonly last: number;
  /** Milliseconds from sending to arrival, one for each event that came. */
  readonly latencies: Float32Array;
}

/**
 * Where tabs report, on an origin of its own: a browser has six connections for each, and a stream may
 * have taken all of the other's.
 */
export class ReportDesk {
  readonly #server: Server;
  readonly #changes = new Changes();
  readonly #ready = new Set<string>();
  #reports: TabReport[] = [];

  private constructor(server: Server) {
    this.#server = server;
    server.on('request', (request, response) => {
      void this.#take(request).then(() =>
        response.writeHead(204, { 'access-control-allow-origin': '*' }).end(),
      );
    });
  }

  static async open(): Promise<ReportDesk> {
    const server = createServer();
    const desk = new ReportDesk(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return desk;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Forgets what earlier tabs have said. */
  clear(): void {
    this.#ready.clear();
    this.#reports = [];
  }

  /**
   * Resolves with the number of tabs that an event has reached: `tabs`, or fewer if no more come for
   * so many milliseconds.
   */
  async served(tabs: number, firstWithin: number, nextWithin: number): Promise<number> {
    let ready = 0;
    while (ready < tabs) {
      const patience = ready === 0 ? firstWithin : nextWithin;
      const known = ready;
      const more = (): boolean => this.#ready.size > known;
      const hasCome = await this.#came('a further tab', more, patience);
      if (!hasCome) break;
      ready = this.#ready.size;
    }
    return ready;
  }

  /** Resolves with what so many tabs say of a run, or fewer, if they have not said it in time. */
  async reports(run: number, tabs: number, within: number): Promise<readonly TabReport[]> {
    const reports = (): readonly TabReport[] =>
      this.#reports.filter((report) => report.run === run);
    await this.#came('the reports', () => reports().length >= tabs, within);
    return reports();
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }

  async #came(what: string, condition: () => boolean, within: number): Promise<boolean> {
    return this.#changes
      .until(what, condition, () => '', within)
      .then(
        () => true,
        () => false,
      );
  }

  async #take(request: IncomingMessage): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '', this.origin);
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const tab = searchParams.get('tab') ?? '';
    if (pathname === '/ready') {
      this.#ready.add(tab);
    } else {
      const number = (name: string): number => Number(searchParams.get(name));
      const { buffer } = Uint8Array.from(Buffer.concat(pieces));
      this.#reports.push({
        tab,
        run: number('run'),
        isHidden: searchParams.get('visibility') === 'hidden',
        doubled: number('doubled'),
        last: number('last'),
        latencies: new Float32Array(buffer),
      });
    }
    this.#changes.announce();
  }
}
