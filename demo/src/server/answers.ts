import type { ServerResponse } from 'node:http';
import type { StaticFile } from './loadFiles.js';

/** What a listener has decided to answer. */
export type Answer = (response: ServerResponse) => void;

/** The demo's plain answers; the streams have their own. */
export const answers = {
  file(file: StaticFile | undefined): Answer {
    if (file === undefined) return answers.status(404);
    return (response) => {
      response.writeHead(200, { 'content-type': file.type, 'cache-control': 'no-cache' });
      response.end(file.body);
    };
  },

  json(value: unknown): Answer {
    return (response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
      response.end(JSON.stringify(value));
    };
  },

  redirect(location: string): Answer {
    return (response) => {
      response.writeHead(302, { location });
      response.end();
    };
  },

  /** Has the browser end and forget this origin's workers, and what they have stored. */
  clearSite(): Answer {
    return (response) => {
      response.writeHead(204, { 'clear-site-data': '"storage"' });
      response.end();
    };
  },

  status(status: 204 | 400 | 403 | 404 | 405): Answer {
    return (response) => {
      response.writeHead(status);
      response.end();
    };
  },
};
