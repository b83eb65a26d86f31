import type { Mend } from './Mend.js';

/** Lets pages of an origin send these headers. */
export function answerPreflight(origin: string, names: string, withCredentials: boolean): Mend {
  const credentials = 'Access-Control-Allow-Credentials';
  const inNode = [
    `if (request.method === 'OPTIONS') {`,
    `  response.writeHead(204, {`,
    `    'Access-Control-Allow-Origin': '${origin}',`,
    ...(withCredentials ? [`    '${credentials}': 'true',`] : []),
    `    'Access-Control-Allow-Headers': '${names}',`,
    `    'Access-Control-Max-Age': '600',`,
    `    Vary: 'Origin',`,
    `  }).end();`,
    `  return;`,
    `}`,
  ].join('\n');
  const cors = `cors({ origin: '${origin}', credentials: ${withCredentials}, allowedHeaders: '${names}' })`;
  return {
    express: `app.use('/path', ${cors}); // the package cors; before authentication, for OPTIONS too`,
    nginx: [
      `add_header Access-Control-Allow-Origin '${origin}' always;`,
      ...(withCredentials ? [`add_header ${credentials} true always;`] : []),
      `add_header Access-Control-Allow-Headers '${names}' always;`,
      `add_header Access-Control-Max-Age 600 always;`,
      `if ($request_method = OPTIONS) { return 204; }`,
    ].join('\n'),
    apache: [
      `Header always set Access-Control-Allow-Origin "${origin}"`,
      ...(withCredentials ? [`Header always set ${credentials} "true"`] : []),
      `Header always set Access-Control-Allow-Headers "${names}"`,
      `RewriteEngine On`,
      `RewriteCond %{REQUEST_METHOD} =OPTIONS`,
      `RewriteRule ^ - [R=204,L]`,
    ].join('\n'),
    caddy: [
      `@preflight method OPTIONS`,
      `header @preflight Access-Control-Allow-Origin "${origin}"`,
      ...(withCredentials ? [`header @preflight ${credentials} "true"`] : []),
      `header @preflight Access-Control-Allow-Headers "${names}"`,
      `respond @preflight 204`,
    ].join('\n'),
    node: inNode,
  };
}
