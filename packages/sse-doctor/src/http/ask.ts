import { request as requestHttp } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { HeaderList } from './HeaderList.js';
import { NoAnswerError } from './NoAnswerError.js';

export interface Question {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds until the headers must be there. */
  readonly patience: number;
  readonly insecure: boolean;
  readonly signal: AbortSignal;
}

export interface Answer {
  readonly url: URL;
  readonly status: number;
  readonly headers: HeaderList;
  /** `1.0` or `1.1`. */
  readonly httpVersion: string;
  /** Milliseconds from the request to the headers. */
  readonly timeToHeaders: number;
  readonly body: IncomingMessage;
  readonly close: () => void;
}

/** Milliseconds between two looks at whether patience is at an end. */
const STEP = 50;

/** Codes of errors that say that a certificate is not trusted. */
const TLS = /^(?:CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|EPROTO)/;

/**
 * One request over a connection of its own, redirects not followed.
 *
 * @throws {@link NoAnswerError}
 */
export function ask(question: Question): Promise<Answer> {
  const { url, method, headers, patience, insecure, signal } = question;
  const started = performance.now();
  return new Promise((resolve, reject) => {
    let connected = false;
    const send = url.protocol === 'https:' ? requestHttps : requestHttp;
    // A connection of its own each time; told to be kept, as browsers do.
    const request = send(url, {
      method,
      headers: { connection: 'keep-alive', ...headers },
      agent: false,
      rejectUnauthorized: !insecure,
      signal,
    });
    // Counted in steps: while this program is held up, on a busy machine, the server is not late.
    let waited = 0;
    const timer = setInterval(() => {
      waited += STEP;
      if (waited < patience) return;
      clearInterval(timer);
      request.destroy();
      reject(
        new NoAnswerError(
          connected ? 'late' : 'unreachable',
          connected ? `no headers in ${patience} ms` : `no connection in ${patience} ms`,
        ),
      );
    }, STEP);
    request.on('socket', (socket) => {
      socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
        connected = true;
        socket.setNoDelay(true);
      });
    });
    request.on('response', (body) => {
      clearInterval(timer);
      // Told by whoever reads the body; without a listener it would end the process.
      body.on('error', () => undefined);
      resolve({
        url,
        status: body.statusCode ?? 0,
        headers: HeaderList.ofRaw(body.rawHeaders),
        httpVersion: body.httpVersion,
        timeToHeaders: performance.now() - started,
        body,
        close: () => request.destroy(),
      });
    });
    request.on('error', (cause: NodeJS.ErrnoException) => {
      clearInterval(timer);
      const kind = TLS.test(cause.code ?? '') ? 'tls' : connected ? 'broken' : 'unreachable';
      reject(new NoAnswerError(kind, cause.message || (cause.code ?? 'no connection'), { cause }));
    });
    request.end();
  });
}
