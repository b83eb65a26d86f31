/**
 * How an upstream asks the server to go on after the last event ID:
 * - `'header'` (default): the Last-Event-ID header. To another origin it causes a CORS preflight,
 *   which EventSource itself never causes; where the server refuses it, the upstream is opened once
 *   more without the header, and subscribers get a gap event.
 * - `{query: name}`: a query parameter of that name, for servers that read one; no preflight.
 * - `false`: not at all.
 *
 * @public
 */
export type Resume = 'header' | { readonly query: string } | false;
