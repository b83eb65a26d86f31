import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Daemon } from './Daemon.js';
import { freePort } from './freePort.js';

const redisPath = '/usr/bin/redis-server';
const nginxPath = '/usr/sbin/nginx';
const modulePath = '/usr/lib/nginx/modules/ngx_nchan_module.so';

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
    const nginx = new Daemon(nginxPath, ['-p', folder, '-c', file, '-e', 'stderr']);
    await nginx.logged(storeReady);
    return new NchanServer(`http://127.0.0.1:${port}`, nginx, redis, folder);
  }

  /** Whether worker after worker of nginx has crashed, as nchan's now and then do on a reload. */
  get hasCrashed(): boolean {
    return this.#nginx.count(/exited on signal/g) >= 20;
  }

  async publish(message: string): Promise<void> {
    const response = await fetch(`${this.origin}/publish`, { method: 'POST', body: message });
    if (!response.ok) throw new Error(`nchan answered ${response.status} to a message`);
  }

  /** How many connections are subscribed to the stream. */
  async subscribers(): Promise<number> {
    const headers = { accept: 'text/json' };
    const response = await fetch(`${this.origin}/publish`, { headers });
    if (response.status === 404) return 0;
    return ((await response.json()) as { subscribers: number }).subscribers;
  }

  /**
   * Has nginx load its configuration anew: its old worker ends every connection. What is published
   * until this resolves may be lost: nchan accepts messages in a worker that is about to exit, and
   * its IDs are a second and a count that begins anew, so that it must be another second.
   */
  async reload(): Promise<void> {
    const ready = this.#nginx.count(storeReady);
    const exited = this.#nginx.count(workerExited);
    this.#nginx.signal('SIGHUP');
    await this.#nginx.until(
      'a worker that is ready',
      () => this.hasCrashed || this.#nginx.count(storeReady) > ready,
    );
    if (this.hasCrashed) throw new Error('nginx crashes again and again.');
    await this.#nginx.logged(workerExited, exited + 1);
    await setTimeout(1000 - (Date.now() % 1000));
  }

  async stop(): Promise<void> {
    await this.#nginx.stop();
    await this.#redis.stop();
    await rm(this.#folder, { recursive: true });
  }
}

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
    nchan_redis_pass store;
    nchan_channel_id news;
    nchan_message_buffer_length 10000;
    nchan_message_timeout 10m;
    location = /publish { nchan_publisher; }
    location = /events { nchan_subscriber eventsource; nchan_subscriber_first_message newest; }
    location / { proxy_pass ${site}; }
  }
}
`;
