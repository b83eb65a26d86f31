import { join } from 'node:path';
import { rootFolder } from '../scripts/lib/rootFolder.mjs';
import { EventPublisher } from '../e2e/kit/EventPublisher.js';
import { buildPage } from '../e2e/kit/buildPage.js';
import { buildWorker } from '../e2e/kit/buildWorker.js';
import { ScriptedServer } from '../e2e/kit/ScriptedServer.js';
import { streamNames } from './TabReport.js';
import type { StreamName, TabReport } from './TabReport.js';

const page = (file: string): string => join(rootFolder, 'soak/page', file);

/** A site whose worker shares two streams, and what its tabs report. */
export class SoakSite {
  readonly server: ScriptedServer;
  readonly #publishers: Readonly<Record<StreamName, EventPublisher>>;
  readonly #reports = new Map<string, TabReport>();
  readonly #published: Record<StreamName, number> = { silent: 0, ticking: 0 };

  private constructor(server: ScriptedServer) {
    this.server = server;
    this.#publishers = {
      silent: new EventPublisher(server, '/site/silent'),
      ticking: new EventPublisher(server, '/site/ticking'),
    };
  }

  static async start(): Promise<SoakSite> {
    const server = await ScriptedServer.start();
    const site = new SoakSite(server);
    server.file('/starter.html', 'text/html', buildPage(page('starter.ts')));
    server.file('/reporter.html', 'text/html', buildPage(page('reporter.ts')));
    server.file('/site/', 'text/html', buildPage(page('tab.ts')));
    server.file('/site/worker.js', 'text/javascript', buildWorker('multiplex', 'production'));
    server.route('/report', (exchange) => {
      const query = new URL(exchange.request.url, server.origin).searchParams;
      const report = JSON.parse(query.get('report') ?? '') as TabReport;
      site.#reports.set(report.tab, report);
      exchange.respond(204);
    });
    return site;
  }

  get reports(): readonly TabReport[] {
    return [...this.#reports.values()];
  }

  publish(stream: StreamName): void {
    this.#published[stream]++;
    this.#publishers[stream].publish();
  }

  published(stream: StreamName): number {
    return this.#published[stream];
  }

  /** Resolves when so many tabs have both streams open. */
  async untilOpen(tabs: number): Promise<void> {
    const openTabs = (): number =>
      this.reports.filter(({ streams }) => streamNames.every((name) => streams[name].isOpen))
        .length;
    await this.server.until(`${tabs} tabs with open streams`, () => openTabs() === tabs, 60_000);
  }

  /** Whether every tab has the newest event of each stream. */
  get isComplete(): boolean {
    return this.reports.every(({ streams }) =>
      streamNames.every((name) => streams[name].last === this.#published[name]),
    );
  }
}
