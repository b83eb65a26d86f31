import { ConfigError } from './ConfigError.js';
import { freeVariables } from './freeVariables.js';

/**
 * Refuses a function that does not work from its own source text alone, which is all that generateSW
 * writes into the worker.
 *
 * @throws {@link ConfigError}
 */
export function checkFunction(place: string, value: (...args: never) => unknown): void {
  const source = String(value);
  if (/\{\s*\[native code\]\s*\}\s*$/.test(source)) {
    throw new ConfigError(
      place,
      'is a bound or native function, which has no source text.',
      'Write an arrow function.',
    );
  }
  let free: string[];
  try {
    free = freeVariables(source);
  } catch {
    throw new ConfigError(
      place,
      `is a method or a getter, whose source text is not an expression: ${firstLine(source)}`,
      'Write an arrow function, such as handler: (options) => … instead of handler(options) { … }.',
    );
  }
  if (free.length > 0) {
    throw new ConfigError(
      place,
      `uses ${free.join(', ')}, which the generated worker does not have: of a function, only the ` +
        'source text gets there.',
      'Write the value into the function itself. What an imported script has defined is ' +
        'self.something.',
    );
  }
}

function firstLine(source: string): string {
  return `${source.split('\n')[0] ?? ''}.`.slice(0, 80);
}
