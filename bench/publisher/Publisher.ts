import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { carryEventStreams } from 'sse-carrier';
import type { Marker } from '../Marker.js';
import type { Scenario } from '../Scenario.js';
import type { Published, ServedFile } from './Command.js';
import { Connection } from './Connection.js';
import { eventBlock } from './eventBlock.js';

/** Milliseconds between two pings. */
const pingInterval = 250;

/** Events of a burst that are written in one go. */
const burstSlice = 50;

const isolation = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
};

/** Milliseconds since 1970, finer than `Date.now()`. */
const now = (): number => performance.timeOrigin + performance.now();

/** A site whose event streams are all alike, whose events have numbers and say when they were sent. */
export class Publisher {
  readonly #server: Server;
  readonly #files = new Map<string, ServedFile>();
  /** Event streams; those that a carrier carries have no connection. */
  readonly #connections = new Set<Connection>();
  readonly #carriers = new Set<ServerResponse>();
  #pings: NodeJS.Timeout | undefined;

  private constructor(server: Server) {
    this.#server = server;
    const carry = carryEventStreams({ path: '/site/event-streams', announce: false });
    server.on('request', (request, response) => {
      carry(request, response, () => this.#answer(request, response));
      if (response.req.method === 'GET' && request.url?.startsWith('/site/event-streams')) {
        this.#carriers.add(response);
        response.on('close', () => this.#carriers.delete(response));
      }
    });
  }

  static async start(): Promise<Publisher> {
    const server = createServer({ keepAliveTimeout: 60_000 });
    const publisher = new Publisher(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return publisher;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  serve(files: readonly ServedFile[]): void {
    for (const file of files) this.#files.set(file.path, file);
  }

  /** Starts or stops sending pings. */
  ping(isOn: boolean): void {
    clearInterval(this.#pings);
    this.#pings = isOn ? setInterval(() => this.#mark({ marks: 'ping' }), pingInterval) : undefined;
  }

  #answer({ url = '', headers }: IncomingMessage, response: ServerResponse): void {
    const path = url.replace(/\?.*$/, '');
    if (path === '/site/events' || path.startsWith('/site/events/')) {
      const connection = new Connection(response, headers['event-stream-carried'] !== undefined);
      this.#connections.add(connection);
      response.on('close', () => this.#connections.delete(connection));
      return;
    }
    const file = this.#files.get(path);
    response
      .writeHead(file ? 200 : 404, {
        ...isolation,
        'cache-control': 'no-store',
        'content-type': file?.contentType,
      })
      .end(file?.body);
  }

  /** Publishes a scenario's events; resolves when they are with the operating system. */
  async publish(run: number, scenario: Scenario): Promise<Published> {
    const connections = [...this.#connections];
    const events = eventsOf(scenario);
    const bytesBefore = this.#bytes();
    const cpuBefore = process.cpuUsage();
    this.#mark({ marks: 'start', run, events });
    const start = now();
    if (scenario.kind === 'steady') await this.#publishSteadily(scenario.rate, events);
    else if (scenario.kind === 'burst') await publishAtOnce(connections, events);
    else this.#write(eventBlock(0, start, scenario.bytes));
    this.#mark({ marks: 'end', run });
    await Promise.all(connections.map((connection) => connection.flushed()));
    const { user, system } = process.cpuUsage(cpuBefore);
    const bytes = this.#bytes() - bytesBefore;
    return { events, connections: this.#held(), bytes, cpu: (user + system) / 1000, start };
  }

  /** As a server does whose events happen one by one: each is written when it is due. */
  async #publishSteadily(rate: number, events: number): Promise<void> {
    const start = performance.now();
    for (let sent = 0; sent < events;) {
      const due = Math.min(events, Math.ceil(((performance.now() - start) * rate) / 1000));
      while (sent < due) this.#write(eventBlock(sent++, now()));
      await setTimeout(1);
    }
  }

  /** Connections that are there for event streams. */
  #held(): number {
    return this.#carriers.size + this.#uncarried().length;
  }

  /** What has gone over them. */
  #bytes(): number {
    const written = [
      ...[...this.#carriers].map(({ socket }) => socket?.bytesWritten ?? 0),
      ...this.#uncarried().map(({ bytesWritten }) => bytesWritten),
    ];
    return written.reduce((sum, bytes) => sum + bytes, 0);
  }

  #uncarried(): Connection[] {
    return [...this.#connections].filter(({ isCarried }) => !isCarried);
  }

  #mark(marker: Marker): void {
    this.#write(`data: ${JSON.stringify(marker)}\n\n`);
  }

  #write(block: string): void {
    for (const connection of this.#connections) connection.write(block);
  }
}

/** As a server does that has a backlog: as fast as each connection takes it. */
const publishAtOnce = async (connections: readonly Connection[], events: number): Promise<void> => {
  const sent = now();
  const write = async (connection: Connection): Promise<void> => {
    for (let number = 0; number < events; number += burstSlice) {
      const length = Math.min(burstSlice, events - number);
      const blocks = Array.from({ length }, (_, index) => eventBlock(number + index, sent));
      connection.write(blocks.join(''));
      await connection.drained();
    }
  };
  await Promise.all(connections.map(write));
};

const eventsOf = (scenario: Scenario): number => {
  switch (scenario.kind) {
    case 'steady':
      return Math.round(scenario.rate * scenario.seconds);
    case 'burst':
      return scenario.events;
    case 'large':
      return 1;
  }
};
