import type { RecordedRequest } from '../kit/RecordedRequest.js';

/** Who a request is from, as the server knows it: by token, header or cookie; else `nobody`. */
export const identityOf = ({ url, headers, cookie = '' }: RecordedRequest): string => {
  const { searchParams } = new URL(url, 'http://server');
  const [, claims] = searchParams.get('token')?.split('.') ?? [];
  if (claims !== undefined) return (JSON.parse(atob(claims)) as { sub: string }).sub;
  const { authorization } = headers;
  if (authorization !== undefined) return authorization;
  const named = searchParams.get('user') ?? headers['x-user'];
  if (typeof named === 'string') return named;
  const [, user] = /(?:^|; )sid=([^;]+)/.exec(cookie) ?? /(?:^|; )user=([^;]+)/.exec(cookie) ?? [];
  return user ?? 'nobody';
};
