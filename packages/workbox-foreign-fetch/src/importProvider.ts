import type { ForeignFetchScope } from './ForeignFetchScope.js';

/**
 * Imports a provider's script, which finds the provider's scope in its global one meanwhile.
 *
 * @throws what `importScripts` throws.
 */
export function importProvider(script: string, scope: ForeignFetchScope): void {
  const addEventListener = self.addEventListener.bind(self) as (
    ...args: readonly unknown[]
  ) => void;
  Object.assign(self, {
    ...scope,
    addEventListener: (...args: Parameters<ForeignFetchScope['addEventListener']>) => {
      // Its other listeners are the worker's.
      if (args[0] === 'foreignfetch') scope.addEventListener(...args);
      else addEventListener(...args);
    },
  });
  try {
    importScripts(script);
  } finally {
    Object.assign(self, { registerForeignFetch: undefined, addEventListener });
  }
}
