/**
 * Changes of the recommended configuration that have nginx do what it does unless it is told otherwise:
 * it keeps what comes until it has some kilobytes.
 */
export const nginxDefaults = [
  ['proxy_http_version 1.1', 'proxy_http_version 1.0'],
  ['proxy_buffering off', 'proxy_buffering on'],
] as const;
