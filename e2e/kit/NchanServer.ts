import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withDeadline } from './withDeadline.js';

const modulePath = '/usr/lib/nginx/modules/ngx_nchan_module.so';
const nginxPath = '/usr/sbin/nginx';

/**
 * A publish/subscribe server that nobody here wrote: nginx with the module nchan, on the loopback
 * interface. What it does not know it asks another server for, so that pages, worker and stream have
 * one origin.
 */
export class NchanServer {
  readonly origin: string;
  readonly #process: ChildProcess;
  readonly #folder: string;
  #log = '';
  #onLog = new Set<() => void>();

  private constructor(origin: string, process: ChildProcess, folder: string) {
    this.origin = origin;
    this.#process = process;
    this.#folder = folder;
    process.stderr?.on('data', (text: Buffer) => {
      this.#log += text.toString();
      for (const onLog of [...this.#onLog]) onLog();
    });
  }

  static get isInstalled(): boolean {
    return existsSync(modulePath) && existsSync(nginxPath);
  }

  /** @param site origin of the server that has all but the stream */
  static async start(site: string): Promise<NchanServer> {
    const folder = await mkdtemp(join(tmpdir(), 'nchan-'));
    const port = await freePort();
    const file = join(folder, 'nginx.conf');
    await writeFile(file, configuration(folder, port, site));
    const nginx = spawn(nginxPath, ['-p', folder, '-c', file, '-e', 'stderr'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const server = new NchanServer(`http://127.0.0.1:${port}`, nginx, folder);
    await server.#logged(/start worker process \d+/g, 1);
    return server;
  }

  /** Publishes a message; its ID is nchan's. */
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

  /** Has nginx load its configuration anew: its old worker closes every connection. */
  async reload(): Promise<void> {
    const exited = /worker process \d+ exited|exited with code/g;
    const before = this.#log.match(exited)?.length ?? 0;
    this.#process.kill('SIGHUP');
    await this.#logged(exited, before + 1);
  }

  async stop(): Promise<void> {
    const exit = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    await exit;
    await rm(this.#folder, { recursive: true });
  }

  async #logged(pattern: RegExp, count: number): Promise<void> {
    const isThere = (): boolean => (this.#log.match(pattern)?.length ?? 0) >= count;
    let onLog = (): void => {};
    const logged = new Promise<void>((resolve) => {
      onLog = () => {
        if (isThere()) resolve();
      };
    });
    this.#onLog.add(onLog);
    onLog();
    await withDeadline(logged, 15_000, () => `nginx did not log ${pattern}: ${this.#log}`);
    this.#onLog.delete(onLog);
  }
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

const configuration = (folder: string, port: number, site: string): string => `
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
  server {
    listen 127.0.0.1:${port};
    location = /publish {
      nchan_publisher;
      nchan_channel_id news;
      nchan_message_buffer_length 10000;
      nchan_message_timeout 10m;
    }
    location = /events {
      nchan_subscriber eventsource;
      nchan_channel_id news;
      nchan_subscriber_first_message newest;
      nchan_eventsource_ping_interval 0;
    }
    location / { proxy_pass ${site}; }
  }
}
`;
