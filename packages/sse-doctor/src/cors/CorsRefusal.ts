/**
 * Why a browser does not let a page read a response of another origin:
 * - `absent`, `list`, `other`: what is wrong with Access-Control-Allow-Origin;
 * - `wildcard`: it is `*`, which does not count for a request with credentials;
 * - `no-credentials`: Access-Control-Allow-Credentials is not exactly `true`.
 */
export type CorsRefusal = 'absent' | 'list' | 'other' | 'wildcard' | 'no-credentials';
