import type { Script, ScriptedServer } from './ScriptedServer.js';

/** When a server goes away, and when it comes back. */
interface Outage {
  readonly go: () => void;
  readonly come: () => void;
}

/** A path whose server refuses connections for a while, by breaking them. */
export const whileAway = (server: ScriptedServer, path: string, script: Script): Outage => {
  let isAway = false;
  server.route(path, (exchange, attempt) => {
    if (isAway) exchange.destroy();
    else script(exchange, attempt);
  });
  return {
    go: () => {
      isAway = true;
    },
    come: () => {
      isAway = false;
    },
  };
};
