import { checkFunction } from './checkFunction.js';
import { ConfigError } from './ConfigError.js';

/**
 * Refuses plugins of which generateSW would lose a part: it writes their own properties only.
 *
 * @throws {@link ConfigError}
 */
export function checkPlugins(place: string, plugins: unknown): void {
  if (!Array.isArray(plugins)) return;
  plugins.forEach((plugin: unknown, index) => {
    if (typeof plugin !== 'object' || plugin === null) return;
    const prototype = Object.getPrototypeOf(plugin) as object | null;
    const lost = prototype === Object.prototype || !prototype ? [] : methodsOf(prototype);
    if (lost.length > 0) {
      throw new ConfigError(
        `${place}[${index}]`,
        `is an instance of ${plugin.constructor.name}, whose methods (${lost.join(', ')}) generateSW ` +
          'silently drops.',
        `Write an object of arrow functions, such as { ${lost[0] ?? ''}: async (…) => … }.`,
      );
    }
    for (const [name, value] of Object.entries(plugin)) {
      if (typeof value === 'function') {
        checkFunction(`${place}[${index}].${name}`, value as () => unknown);
      }
    }
  });
}

function methodsOf(prototype: object): string[] {
  return Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor');
}
