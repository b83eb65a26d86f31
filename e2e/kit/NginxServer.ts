import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootFolder } from '../../scripts/lib/rootFolder.mjs';
import { Daemon } from './Daemon.js';
import { freePort } from './freePort.js';

const nginxPath = '/usr/sbin/nginx';
const recipe = join(rootFolder, 'fixtures/backends/nginx/event-streams.conf');

export interface NginxOptions {
  /** Origin of the server that nginx stands before. */
  readonly backEnd: string;
  /** Origins whose pages may read what comes from there. */
  readonly allowedOrigins: readonly string[];
  /** More that is replaced in the recipe: what stands there, and what shall stand there. */
  readonly changes?: readonly (readonly [string, string])[];
}

/** nginx on the loopback interface, with the configuration that the docs recommend. */
export class NginxServer {
  readonly origin: string;
  readonly #nginx: Daemon;
  readonly #folder: string;

  private constructor(origin: string, nginx: Daemon, folder: string) {
    this.origin = origin;
    this.#nginx = nginx;
    this.#folder = folder;
  }

  static get isInstalled(): boolean {
    return existsSync(nginxPath);
  }

  static async start({
    backEnd,
    allowedOrigins,
    changes = [],
  }: NginxOptions): Promise<NginxServer> {
    const folder = await mkdtemp(join(tmpdir(), 'nginx-'));
    const address = `127.0.0.1:${await freePort()}`;
    const origins = allowedOrigins.map((origin) => `${origin} $http_origin;`).join('\n  ');
    const streams = withChanges(await readFile(recipe, 'utf8'), [
      ['https://app.example.com $http_origin;', origins],
      ['127.0.0.1:8080', address],
      ['http://127.0.0.1:3000', backEnd],
      ...changes,
    ]);
    const file = join(folder, 'nginx.conf');
    await writeFile(file, configuration(folder, streams));
    const nginx = new Daemon(nginxPath, ['-p', folder, '-c', file, '-e', 'stderr']);
    const server = new NginxServer(`http://${address}`, nginx, folder);
    try {
      await nginx.logged(/start worker process \d+/g);
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  async stop(): Promise<void> {
    await this.#nginx.stop();
    await rm(this.#folder, { recursive: true });
  }
}

const withChanges = (text: string, changes: readonly (readonly [string, string])[]): string =>
  changes.reduce((changed, [before, after]) => {
    if (!changed.includes(before)) throw new Error(`The recipe has no ${before}`);
    return changed.replace(before, () => after);
  }, text);

const configuration = (folder: string, streams: string): string => `
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
${streams}
}
`;
