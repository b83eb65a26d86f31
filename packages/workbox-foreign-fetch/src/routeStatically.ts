/** As far as browsers have it and TypeScript does not. */
interface RoutingEvent extends Event {
  addRoutes?(
    rules: readonly { condition: { urlPattern: string }; source: 'network' }[],
  ): Promise<void>;
}

/**
 * Where browsers have static routing, requests for these URLs do not start the worker; unless a prefix
 * has a query, which a pattern would take for an optional character.
 */
export function routeStatically(prefixes: readonly string[]): void {
  self.addEventListener('install', (event: RoutingEvent) => {
    const routes = prefixes.map((prefix) => ({
      condition: { urlPattern: `${prefix.replace(/[\\*+?(){}]/g, '\\$&')}*` },
      source: 'network' as const,
    }));
    // Nothing changes where it is refused: the worker leaves them to the browser, too.
    if (routes[0]) event.addRoutes?.(routes).catch(reportError);
  });
}
