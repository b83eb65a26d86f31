import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { TLSSocket } from 'node:tls';

/**
 * Node's request as a web-standard one. A body that a framework has parsed is taken as it is.
 *
 * @internal
 */
export function webRequest(request: IncomingMessage, path: string): Request {
  const { method = 'GET', headers: all, socket } = request;
  const headers = new Headers();
  for (const [name, value] of Object.entries(all))
    for (const one of [value ?? []].flat()) if (!name.startsWith(':')) headers.append(name, one);
  const scheme = (socket as Partial<TLSSocket>).encrypted ? 'https' : 'http';
  const host = all.host ?? (all[':authority'] as string | undefined) ?? 'localhost';
  const authority = URL.canParse(`${scheme}://${host}/`) ? host : 'localhost';
  const url = new URL(`${scheme}://${authority}`);
  const [pathname = '/', ...search] = path.split('?');
  url.pathname = pathname;
  url.search = search.join('?');
  if (method !== 'POST') return new Request(url, { method, headers });
  const { body: parsed } = request as { body?: unknown };
  const isParsed = typeof parsed === 'object' && parsed !== null && !Buffer.isBuffer(parsed);
  const body = isParsed
    ? JSON.stringify(parsed)
    : ((parsed as string | Buffer<ArrayBuffer> | undefined) ?? Readable.toWeb(request));
  const init = { method, headers, body, duplex: 'half' };
  return new Request(url, init as RequestInit);
}
