import type { OutgoingHttpHeaders } from 'node:http';
import type { FindingCode } from '../../checks/FindingCode.js';
import type { Fault } from '../Fault.js';
import type { StreamExchange } from '../StreamExchange.js';

const respond =
  (status: number, body = '', headers: OutgoingHttpHeaders = {}) =>
  (exchange: StreamExchange): void => {
    exchange.writeHead(status, {
      'content-type': 'text/plain',
      ...exchange.corsHeaders,
      ...headers,
    });
    exchange.response.end(body);
  };

const ofStatus = (status: number, says: string, headers?: OutgoingHttpHeaders): Fault => ({
  name: `status-${status}`,
  says,
  code: 'wrong-status',
  script: { answer: respond(status, 'no stream', headers) },
});

const ofType = (
  name: string,
  says: string,
  type: string | string[] | undefined,
  code: FindingCode = 'wrong-type',
): Fault => ({ name, says, code, script: { headers: { 'content-type': type } } });

/** Status, MIME type, redirects, and answers that do not come. */
export const answerFaults: readonly Fault[] = [
  {
    name: 'status-204',
    says: 'The server says that there is nothing more to come.',
    code: 'no-content',
    script: {
      answer: ({ response, corsHeaders }) => void response.writeHead(204, corsHeaders).end(),
    },
  },
  ofStatus(201, 'A status that means success, but is not 200.'),
  ofStatus(401, 'Nobody is logged in.'),
  ofStatus(404, 'There is no such path.'),
  ofStatus(500, 'The server has failed.'),
  ofStatus(503, 'The server is busy, and says when to come again.', { 'retry-after': '2' }),
  ofType('type-html', 'A page that stands in for all unknown URLs.', 'text/html'),
  ofType('type-json', 'JSON lines instead of an event stream.', 'application/x-ndjson'),
  ofType('type-misspelt', 'A type that looks right.', 'text/eventstream'),
  ofType('type-missing', 'No Content-Type at all.', undefined),
  ofType(
    'type-twice',
    'Content-Type is sent by the application and by the proxy.',
    ['text/event-stream', 'text/event-stream'],
    'type-twice',
  ),
  ofType(
    'charset',
    'A framework adds its charset.',
    'text/event-stream; charset=iso-8859-1',
    'charset',
  ),
  {
    name: 'redirect',
    says: 'The stream is elsewhere on the same server.',
    code: 'redirect',
    script: { answer: (exchange) => exchange.redirect('/healthy') },
  },
  {
    name: 'redirect-loop',
    says: 'A redirect to itself.',
    code: 'redirect-broken',
    script: { answer: (exchange) => exchange.redirect(exchange.url.href) },
  },
  {
    name: 'redirect-nowhere',
    says: 'A redirect to something that is not on the web.',
    code: 'redirect-broken',
    script: { answer: (exchange) => exchange.redirect('ftp://127.0.0.1/stream') },
  },
  {
    name: 'redirect-to-login',
    says: 'The session is over: a sign-on page of another origin.',
    code: 'redirect-elsewhere',
    script: { answer: (exchange) => exchange.redirect(`${exchange.otherOrigin}/login`) },
  },
  {
    name: 'no-headers',
    says: 'The connection is accepted, and nothing is answered.',
    code: 'no-headers',
    script: { answer: () => undefined },
  },
  {
    name: 'no-answer',
    says: 'The connection breaks before the headers.',
    code: 'no-answer',
    script: { answer: ({ request }) => void request.socket.destroy() },
  },
  {
    name: 'http-1.0',
    says: 'A proxy that speaks HTTP/1.0.',
    code: 'http-1.0',
    script: { answer: answerInHttp10 },
  },
];

function answerInHttp10({ request: { socket }, corsHeaders }: StreamExchange): void {
  const headers: OutgoingHttpHeaders = {
    ...corsHeaders,
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}\r\n`);
  socket.write(`HTTP/1.0 200 OK\r\n${lines.join('')}\r\n:\n\n`);
}
