import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Daemon } from './Daemon.js';
import { freePort } from './freePort.js';

const redisPath = '/usr/bin/redis-server';
const nginxPath = '/usr/sbin/nginx';
const modulePath = '/usr/lib/nginx/modules/ngx_nchan_module.so';
const deadline = 60_000;

/**
 * A publish/subscribe server that nobody here wrote: nginx with the module nchan, its messages in
 * Redis, on the loopback interface. (In its own memory nchan forgets a channel when nginx reloads.)
 * What it does not know it asks another server for, so that pages, worker and stream have one origin.
 */
export class NchanServer {
  readonly origin: string;
  readonly #nginx: Daemon;
  readonly #redis: Daemon;
  readonly #folder: string;

  private constructor(origin: string, nginx: Daemon, redis: Daemon, folder: string) {
    this.origin = origin;
    this.#nginx = nginx;
    this.#redis = redis;
    this.#folder = folder;
  }

  static get isInstalled(): boolean {
    return [redisPath, nginxPath, modulePath].every(existsSync);
  }

  /** @param site origin of the server that has all but the stream */
  static async start(site: string): Promise<NchanServer> {
    const folder = await mkdtemp(join(tmpdir(), 'nchan-'));
    const redisPort = await freePort();
    const redis = new Daemon(redisPath, [
      ...['--port', String(redisPort), '--bind', '127.0.0.1', '--dir', folder],
      ...['--save', '', '--appendonly', 'no'],
    ]);
    await redis.logged(/Ready to accept connections/g);

    const port = await freePort();
    const file = join(folder, 'nginx.conf');
    await writeFile(file, configuration(folder, port, redisPort, site));
    const nginx = new Daemon(nginxPath, ['-p', folder, '-c', file, '-e', 'stderr'], allocator);
    const server = new NchanServer(`http://127.0.0.1:${port}`, nginx, redis, folder);
    try {
      await nginx.logged(storeReady);
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  /** How many connections to the stream there have been that are over. */
  async endedStreams(): Promise<number> {
    const log = await readFile(join(this.#folder, 'ended'), 'utf8');
    return log.split('\n').length - 1;
  }

  /**
   * Publishes a message.
   *
   * @returns whether it has been accepted. One that has not, as happens while nginx reloads, may be
   *   in the channel nevertheless.
   */
  async publish(message: string): Promise<boolean> {
    const response = await this.#request('/publish', { method: 'POST', body: message });
    return response?.ok ?? false;
  }

  /** How many connections to the stream there are, by nginx's own count. */
  async subscribers(): Promise<number> {
    const response = await this.#request('/status');
    const [, count] = /^subscribers: (\d+)$/m.exec((await response?.text()) ?? '') ?? [];
    if (count === undefined) throw new Error(`nginx answered ${response?.status} to /status`);
    return Number(count);
  }

  /** All messages of the channel, oldest first, the last of which is known. */
  async messages(last: string): Promise<readonly string[]> {
    const leaving = new AbortController();
    const signal = AbortSignal.any([leaving.signal, AbortSignal.timeout(deadline)]);
    const headers = { accept: 'text/event-stream' };
    const response = await fetch(`${this.origin}/messages`, { headers, signal });
    if (!response.ok) throw new Error(`nchan answered ${response.status} to /messages`);
    let text = '';
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += Buffer.from(chunk).toString();
      if (text.includes(`\ndata: ${last}\n\n`)) break;
    }
    leaving.abort();
    return Array.from(text.matchAll(/^data: (.*)$/gm), ([, message = '']) => message);
  }

  /**
   * Has nginx load its configuration anew: a new worker takes over, and the old one ends every
   * connection and exits.
   */
  async reload(): Promise<void> {
    const ready = this.#nginx.count(storeReady);
    const exited = this.#nginx.count(workerExited);
    this.#nginx.signal('SIGHUP');
    await this.#nginx.logged(storeReady, ready + 1);
    await this.#nginx.logged(workerExited, exited + 1);
  }

  async stop(): Promise<void> {
    await this.#nginx.stop();
    await this.#redis.stop();
    await rm(this.#folder, { recursive: true });
  }

  /** Over a connection of its own: one that is kept may end with the worker it was made to. */
  async #request(path: string, init: RequestInit = {}): Promise<Response | undefined> {
    const headers = { connection: 'close' };
    return fetch(this.origin + path, { ...init, headers }).catch(() => undefined);
  }
}

/**
 * When nginx reloads, nchan keeps a pointer into what nginx is about to free, and a build of nginx
 * that can log for debugging, as Debian's is, follows it. With the C library's allocator it depends
 * on the configuration's length what it finds there, and half of the lengths crash every new worker.
 * jemalloc, which Debian's Redis brings along, gives memory of that size to nothing smaller, and is
 * asked to clear what is freed: then the pointer leads to a log that wants nothing.
 */
const allocator = { LD_PRELOAD: 'libjemalloc.so.2', MALLOC_CONF: 'junk:free' };

const storeReady = /Redis upstream store: ready/g;
const workerExited = /worker process \d+ exited with code 0/g;

const configuration = (folder: string, port: number, redisPort: number, site: string): string => `
load_module ${modulePath};
daemon off;
pid ${folder}/nginx.pid;
error_log stderr notice;
worker_processes 1;
events { worker_connections 256; }
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  upstream store { nchan_redis_server 127.0.0.1:${redisPort}; }
  server {
    listen 127.0.0.1:${port};
    nchan_channel_id news;
    nchan_message_buffer_length 10000;
    nchan_message_timeout 10m;
    # A location does not inherit nchan_redis_pass.
    location = /publish { nchan_publisher; nchan_redis_pass store; }
    location = /events {
      nchan_subscriber eventsource;
      nchan_subscriber_first_message newest;
      nchan_redis_pass store;
      access_log ${folder}/ended;
    }
    location = /messages {
      nchan_subscriber eventsource;
      nchan_subscriber_first_message oldest;
      nchan_redis_pass store;
    }
    location = /status { nchan_stub_status; }
    location / { proxy_pass ${site}; }
  }
}
`;
