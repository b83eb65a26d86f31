/** What may differ between two pages whose requests have the same share key. */
const DIFFERENT =
  /^(?:\*|referer|(?:sec-ch-)?(?:dpr|width|viewport-width|viewport-height|device-memory|downlink|ect|rtt))$/;

/**
 * The first field of a response's `Vary` in which requests of one stream may differ; `undefined` if the
 * answer is the same for all of them. Another origin's `Vary` is hidden unless it exposes it.
 *
 * @param varyOn - names of headers that tell streams apart.
 *
 * @internal
 */
export function variesBetweenPages(
  { headers }: Response,
  varyOn: readonly string[],
): string | undefined {
  const fields = headers.get('vary')?.toLowerCase().split(',') ?? [];
  return fields
    .map((field) => field.trim())
    .find((field) => DIFFERENT.test(field) && !varyOn.includes(field));
}
