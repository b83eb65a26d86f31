import { adviceOn } from 'sse-service-worker/diagnosis';
import type { Evidence } from '../evidence/Evidence.js';
import { finalHop } from '../http/finalHop.js';
import type { Mend } from '../mends/Mend.js';
import { changeApplication } from '../mends/changeApplication.js';
import type { Check } from './Check.js';
import { concluded } from './concluded.js';
import type { Finding } from './Finding.js';
import { seconds } from './seconds.js';

/** Whether the request is answered, and with status 200. */
export function statusCheck({ examination, first, noAnswer, block }: Evidence): Check {
  const { origin, credentials, method, timeout } = examination;
  const findings: (Finding | undefined)[] = [
    block && blocked(block, examination.url),
    method === 'GET' ? undefined : otherMethod(method),
  ];
  if (first === undefined && block !== undefined) return concluded('status', 'not asked', findings);
  if (first === undefined) {
    const isLate = noAnswer?.kind === 'late';
    findings.push({
      code: isLate ? 'no-headers' : 'no-answer',
      severity: 'error',
      evidence: isLate
        ? `connected, and no headers in ${seconds(timeout)}`
        : `the connection ended before the headers: ${noAnswer?.message ?? ''}`,
      consequence: isLate
        ? 'An EventSource stays in readyState 0 (connecting) and takes one of six connections meanwhile. Firefox ends a worker that waits for 60 s.'
        : 'Chromium: EventSource is closed or tries again; Firefox: it is closed for another origin.',
      mend: changeApplication(
        `response.writeHead(200, { 'Content-Type': 'text/event-stream' });\nresponse.write(':\\n\\n'); // at once, not with the first event`,
      ),
    });
    return concluded('status', noAnswer?.message ?? 'no answer', findings);
  }
  const { answer } = finalHop(first.trace);
  const { status } = answer;
  if (status === 204) {
    findings.push({
      code: 'no-content',
      severity: 'error',
      evidence: 'status 204',
      consequence:
        'All browsers: EventSource is closed for good. It is how a server says that there is nothing more to come.',
      mend: changeApplication(`response.writeHead(200, { 'Content-Type': 'text/event-stream' });`),
    });
  } else if (status !== 200 && first.trace.fault === undefined) {
    const circumstances = { origin, withCredentials: credentials, response: answer, silence: 0 };
    findings.push({
      code: 'wrong-status',
      severity: 'error',
      evidence: `status ${status}${retryAfter(answer.headers.get('retry-after'))}`,
      consequence: `All browsers: EventSource is closed for good, with or without a worker. It ${adviceOn('wrong-status', circumstances)}`,
      mend: mendOf(status),
    });
  }
  return concluded('status', `status ${status}`, findings);
}

function blocked(block: NonNullable<Evidence['block']>, url: URL): Finding {
  const texts = {
    'mixed-content': [
      `${url.protocol}//${url.host} for a page with https:`,
      'All browsers refuse plain HTTP for a page that came by HTTPS; EventSource is closed for good.',
    ],
    'bad-port': [
      `port ${url.port}`,
      'All browsers refuse to connect to this port (Fetch, "bad port").',
    ],
    userinfo: [
      'a user name or password in the URL',
      'A worker cannot make a request of such a URL, and Chromium refuses it for subresources.',
    ],
  } as const;
  const [evidence, consequence] = texts[block];
  const elsewhere =
    'serve the stream over HTTPS, on a port of its own, without a password in the URL';
  return {
    code: block,
    severity: block === 'userinfo' ? 'warning' : 'error',
    evidence,
    consequence,
    mend: {
      express: elsewhere,
      node: elsewhere,
      nginx: 'listen 443 ssl;',
      apache: 'SSLEngine on, in a <VirtualHost *:443>',
      caddy: 'name the host in the Caddyfile: it has HTTPS then',
    },
  };
}

const otherMethod = (method: string): Finding => ({
  code: 'method',
  severity: 'warning',
  evidence: `asked with ${method}`,
  consequence:
    'No EventSource asks with another method than GET. A client built on fetch does; the worker leaves its stream to the browser.',
  mend: changeApplication(`app.get('/path', handler); // GET, with the parameters in the query`),
});

const retryAfter = (value: string | null): string =>
  value === null ? '' : `, Retry-After: ${value} (which browsers do not obey)`;

function mendOf(status: number): Mend {
  if (status === 401 || status === 403) {
    const text = `// an EventSource can send cookies (withCredentials) and a token in its URL, no Authorization:\nconst token = request.query.token ?? readCookie(request);`;
    return {
      ...changeApplication(text),
      nginx: 'auth_basic off; # for the stream, or an auth_request that reads the cookie',
      apache: 'Require all granted',
      caddy: 'take the path out of basic_auth or forward_auth',
    };
  }
  if (status === 404 || status === 405) {
    return {
      express: `app.get('/path', handler);`,
      nginx: 'location /path { proxy_pass http://backend; }',
      apache: 'ProxyPass /path http://backend/path',
      caddy: 'reverse_proxy /path backend',
      node: `if (request.method === 'GET' && url.pathname === '/path') handler(request, response);`,
    };
  }
  return {
    ...changeApplication(
      `response.writeHead(200, { 'Content-Type': 'text/event-stream' });\n// to be left alone for a while: 200, "retry: 30000\\n\\n", end(); any other status is final`,
    ),
    nginx:
      'proxy_pass http://backend; # 502 to 504: the application is not there, or answers too late',
  };
}
