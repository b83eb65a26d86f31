import type { MultiplexerOptions } from 'sse-multiplexer';
import { buildPage } from './buildPage.js';
import { buildWorker } from './buildWorker.js';
import type { WorkerBuild, WorkerName } from './buildWorker.js';
import type { PageHelper } from './page/PageHelper.js';
import { ScriptedServer } from './ScriptedServer.js';

export interface SiteOptions {
  /** The worker that the pages register; none by default. */
  readonly worker?: WorkerName;
  readonly build?: WorkerBuild;
  /** The document that tabs load; the test page by default. */
  readonly page?: string;
  /** For the workers that multiplex: their strategy's options, such as JSON can carry. */
  readonly multiplex?: MultiplexerOptions;
  /** For the worker `carrier`: its carrier's options, and its URL, `/event-streams` by default. */
  readonly carrier?: {
    readonly url?: string;
    readonly patience?: number;
    readonly retryAfter?: number;
  };
  /** For the worker `providers`: names of rules, and what each is called with. */
  readonly providers?: readonly (readonly [string, string])[];
  /** For the worker `identity`: the options of one strategy for each stream, by its path. */
  readonly streams?: Readonly<Record<string, IdentityOptions>>;
  /** What of workbox-sse-window the pages call; nothing by default. */
  readonly helpers?: readonly PageHelper[];
}

/** What the worker `identity` is told of a stream, as JSON. */
export interface IdentityOptions extends Omit<
  MultiplexerOptions,
  'shareKey' | 'ignoreURLParametersMatching'
> {
  /** Sources of RegExps. */
  readonly resetOn?: readonly string[];
  readonly resetOnCookies?: readonly string[];
  /** Sources of RegExps, for `ignoreURLParametersMatching`. */
  readonly ignored?: readonly string[];
  /** Path of the carrier by which the streams come. */
  readonly carrier?: string;
  /** Name of a `shareKey` that the worker has. */
  readonly keyed?: string;
}

/** A server of its own, hence an origin of its own, that has the test page and its worker. */
export class Site {
  readonly server: ScriptedServer;
  /** Of the test page, which registers the worker. */
  readonly url: string;
  #version = 0;

  private constructor(server: ScriptedServer, url: string) {
    this.server = server;
    this.url = url;
  }

  static async set(options: SiteOptions = {}): Promise<Site> {
    const { worker, build = 'production', page = buildPage() } = options;
    const { streams, providers, carrier, multiplex = streams ?? {}, helpers = [] } = options;
    const server = await ScriptedServer.start();
    server.file('/', 'text/html', page);
    const url = `${server.origin}/?helpers=${helpers.join()}`;
    if (worker === undefined) return new Site(server, url);
    server.file('/worker.js', 'text/javascript', buildWorker(worker, build));
    const told = JSON.stringify(providers ? { providers } : { ...multiplex, carrier });
    const script = `/worker.js?options=${encodeURIComponent(told)}`;
    return new Site(server, `${url}&worker=${encodeURIComponent(script)}`);
  }

  /** From now on the server has another version of the worker. */
  deployWorker(worker: WorkerName): void {
    const script = `// Version ${++this.#version}\n${buildWorker(worker, 'production')}`;
    this.server.file('/worker.js', 'text/javascript', script);
  }
}
