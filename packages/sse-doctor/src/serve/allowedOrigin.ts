/** The asking origin, if its pages may read: those of this machine, and those that were named. */
export function allowedOrigin(
  origin: string | undefined,
  named: ReadonlySet<string>,
): string | undefined {
  if (origin === undefined) return undefined;
  const isLoopback = /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/.test(origin);
  return isLoopback || named.has(origin) ? origin : undefined;
}
