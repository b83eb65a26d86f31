/** The URL at which a user logs in; see {@link IdentityServer} for the query. */
export const loginUrl = (user: string, query = ''): string => `/login?user=${user}${query}`;
