import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCli } from '../../packages/sse-carrier/src/testing/startCli.js';
import { Daemon } from './Daemon.js';
import { freePort } from './freePort.js';

const redisPath = '/usr/bin/redis-server';
const nginxPath = '/usr/sbin/nginx';

type Instance = Awaited<ReturnType<typeof startCli>>;

/** Two instances of the program `sse-carrier` that share their carriers by Redis, behind nginx, round robin. */
export class CarrierInstances {
  readonly origin: string;
  readonly #target: string;
  readonly #redisUrl: string;
  readonly #daemons: readonly Daemon[];
  readonly #folder: string;
  readonly #instances: Instance[];

  private constructor(
    origin: string,
    target: string,
    redisUrl: string,
    daemons: readonly Daemon[],
    folder: string,
    instances: Instance[],
  ) {
    this.origin = origin;
    this.#target = target;
    this.#redisUrl = redisUrl;
    this.#daemons = daemons;
    this.#folder = folder;
    this.#instances = instances;
  }

  static get isInstalled(): boolean {
    return [redisPath, nginxPath].every(existsSync);
  }

  /** @param target - origin of the server that has pages and streams */
  static async start(target: string): Promise<CarrierInstances> {
    const folder = await mkdtemp(join(tmpdir(), 'carriers-'));
    const redisPort = await freePort();
    const redis = new Daemon(redisPath, [
      ...['--port', String(redisPort), '--bind', '127.0.0.1', '--dir', folder],
      ...['--save', '', '--appendonly', 'no'],
    ]);
    await redis.logged(/Ready to accept connections/g);
    const redisUrl = `redis://127.0.0.1:${redisPort}`;
    const instances = await Promise.all([0, 1].map(() => startInstance(target, redisUrl, 0)));
    const port = await freePort();
    const file = join(folder, 'nginx.conf');
    await writeFile(file, configuration(folder, port, instances));
    const nginx = new Daemon(nginxPath, ['-p', folder, '-c', file, '-e', 'stderr']);
    await nginx.logged(/start worker process \d+/g);
    const origin = `http://127.0.0.1:${port}`;
    return new CarrierInstances(origin, target, redisUrl, [nginx, redis], folder, instances);
  }

  async kill(index: number): Promise<void> {
    await this.#instances[index]?.kill();
  }

  /** Starts one that was killed again, where it was. */
  async restart(index: number): Promise<void> {
    const { origin = '' } = this.#instances[index] ?? {};
    const { port } = new URL(origin);
    this.#instances[index] = await startInstance(this.#target, this.#redisUrl, Number(port));
  }

  async stop(): Promise<void> {
    await Promise.all(this.#instances.map((instance) => instance.kill()));
    await Promise.all(this.#daemons.map((daemon) => daemon.stop()));
    await rm(this.#folder, { recursive: true });
  }
}

const startInstance = (target: string, redisUrl: string, port: number): Promise<Instance> =>
  startCli('--target', target, '--listen', String(port), '--redis', redisUrl);

const configuration = (folder: string, port: number, instances: readonly Instance[]): string => `
daemon off;
pid ${folder}/nginx.pid;
error_log stderr notice;
worker_processes 1;
events { worker_connections 512; }
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  upstream instances {
${instances.map(({ origin }) => `    server ${new URL(origin).host} max_fails=0;`).join('\n')}
  }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://instances;
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_read_timeout 1h;
    }
  }
}
`;
