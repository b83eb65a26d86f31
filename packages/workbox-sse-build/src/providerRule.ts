import {
  ably,
  aiSdk,
  type EventStreamProvider,
  growthBook,
  htmx,
  launchDarkly,
  mcp,
  mercure,
  split,
  trpc,
  turbo,
} from 'event-stream-providers';
import { ConfigError } from './ConfigError.js';
import type { ProviderChoice, ProviderName } from './ProviderChoice.js';

const RULES: Readonly<Record<ProviderName, (where?: string) => EventStreamProvider>> = {
  ably,
  aiSdk,
  growthBook,
  htmx: placed('htmx', htmx),
  launchDarkly,
  mcp,
  mercure,
  split,
  trpc,
  turbo: placed('turbo', turbo),
};

/**
 * The rule that a configuration names.
 *
 * @throws {@link ConfigError} if there is none of that name, or it needs a URL prefix and has none.
 */
export function providerRule(choice: ProviderChoice): EventStreamProvider {
  const [name, where, ...rest] = typeof choice === 'string' ? [choice] : choice;
  if (!Object.hasOwn(RULES, name) || rest.length > 0) {
    throw new ConfigError(
      'providers',
      `has ${JSON.stringify(choice)}, which is not a rule.`,
      `Write a name, or [name, URL]. Names are ${Object.keys(RULES).join(', ')}.`,
    );
  }
  if (where !== undefined && typeof where !== 'string') {
    throw new ConfigError(
      'providers',
      `has a URL for ${name} that is not a string.`,
      `Write ['${name}', 'https://example.com'].`,
    );
  }
  return RULES[name](where);
}

function placed(name: ProviderName, rule: (where: string) => EventStreamProvider) {
  return (where?: string): EventStreamProvider => {
    if (where !== undefined) return rule(where);
    throw new ConfigError(
      'providers',
      `has ${name} without a URL prefix: its streams are at a URL of the app's choice.`,
      `Write ['${name}', '/events'].`,
    );
  };
}
