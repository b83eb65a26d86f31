import { join } from 'node:path';
import { rootFolder } from '../../scripts/lib/rootFolder.mjs';
import { buildPage } from './buildPage.js';

/** The clients of fixtures/clients, by folder name. */
export type ClientName =
  | 'eventsource'
  | 'fetch-event-source'
  | 'growthbook'
  | 'graphql-sse'
  | 'htmx'
  | 'launchdarkly'
  | 'mcp'
  | 'openai'
  | 'reconnecting-eventsource'
  | 'split'
  | 'trpc'
  | 'turbo';

/** A page whose script is a real client, bundled as an app would bundle it. */
export const buildClientPage = (client: ClientName): string =>
  buildPage(join(rootFolder, 'fixtures/clients', client, 'page.ts'));
