/**
 * Rules of `event-stream-providers`.
 *
 * @public
 */
export type ProviderName =
  | 'ably'
  | 'aiSdk'
  | 'growthBook'
  | 'htmx'
  | 'launchDarkly'
  | 'mcp'
  | 'mercure'
  | 'split'
  | 'trpc'
  | 'turbo';

/**
 * A rule by its name, with the origin or URL prefix that it is for, if that is another than usual.
 *
 * @public
 */
export type ProviderChoice = ProviderName | readonly [name: ProviderName, where: string];
