/**
 * How an upstream asks the server to resume after the last event ID:
 * - `'header'` (default): the Last-Event-ID header. To another origin it causes a CORS preflight,
 *   which EventSource itself never causes. Where the server refuses it, an EventSource that comes back is left to its
 *   browser, which resumes without one. A client built on `fetch`, and a stream that the worker reopens, continue
 *   without the header, after a gap event.
 * - `{query: name}`: a query parameter of that name, for servers that read one; no preflight.
 * - `false`: not at all.
 *
 * @public
 */
export type Resume = 'header' | { readonly query: string } | false;
