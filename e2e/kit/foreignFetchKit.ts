import type { BrowserKit } from './describeInBrowsers.js';
import { foreignFetchApp } from './foreignFetchApp.js';
import type { ForeignFetchAppOptions } from './foreignFetchApp.js';
import { foreignFetchScript } from './foreignFetchScript.js';
import type { ScriptedServer } from './ScriptedServer.js';
import { Tab } from './Tab.js';

/** Servers of providers, and apps that accept them. */
export const foreignFetchKit = (kit: BrowserKit) => {
  /** A server that answers everything in its own name, and has this script. */
  const provider = async (code: string | ((origin: string) => string)): Promise<ScriptedServer> => {
    const server = await kit.server();
    const text = typeof code === 'string' ? code : code(server.origin);
    server.file(foreignFetchScript, 'text/javascript', text);
    server.serve((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        const { cookie = 'none' } = request.headers;
        response.writeHead(200, {
          'access-control-allow-origin': request.headers.origin ?? '*',
          'access-control-allow-credentials': 'true',
          'access-control-expose-headers': 'x-cookie, x-secret',
          'x-cookie': cookie,
          'x-secret': 'secret',
          'cache-control': 'no-store',
        });
        response.end(`from the network${body && `: ${body}`}`);
      });
    });
    return server;
  };

  /** A page of an app that accepts these providers' scripts. */
  const open = async (
    providers: readonly ScriptedServer[],
    options: Omit<ForeignFetchAppOptions, 'grants'> & Partial<ForeignFetchAppOptions> = {},
  ): Promise<{ app: ScriptedServer; tab: Tab }> => {
    const app = await kit.server();
    const grants = providers.map(({ origin }) => ({ script: origin + foreignFetchScript }));
    const url = foreignFetchApp(app, { grants, ...options });
    const tab = new Tab(await (await kit.context()).newPage());
    await tab.load(url);
    return { app, tab };
  };

  return { provider, open };
};
