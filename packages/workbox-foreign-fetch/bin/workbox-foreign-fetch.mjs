#!/usr/bin/env node
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const usage = `Usage: workbox-foreign-fetch <URL of a provider's script>... [--out <folder>]

Writes sw.js, a service worker that accepts these providers, and the script that it imports into the
folder that the app is served from; by default the current one. An sw.js that is there is left alone.`;

const library = 'workbox-foreign-fetch.js';

try {
  const { positionals: scripts, values } = parseArgs({
    allowPositionals: true,
    options: { out: { type: 'string', default: '.' }, help: { type: 'boolean', default: false } },
  });
  if (values.help) {
    process.stdout.write(`${usage}\n`);
  } else {
    if (scripts.length === 0) throw new TypeError('Expected the URL of a script, got none.');
    for (const script of scripts) {
      if (!/^https?:$/.test(new URL(script).protocol)) {
        throw new TypeError(`Expected the URL of a script, got ${script}.`);
      }
    }
    write(scripts, values.out);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.error(usage);
  process.exitCode = 1;
}

/**
 * @param {readonly string[]} scripts
 * @param {string} folder
 */
function write(scripts, folder) {
  const lines = [
    `importScripts('${library}');`,
    ...scripts.map(
      (script) => `workboxForeignFetch.acceptForeignFetch({ script: ${JSON.stringify(script)} });`,
    ),
  ];
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'sw.js'), `${lines.join('\n')}\n`, { flag: 'wx' });
  copyFileSync(join(import.meta.dirname, '../build', library), join(folder, library));
  process.stdout.write(
    `Wrote sw.js and ${library}. In a page: navigator.serviceWorker.register('/sw.js');\n`,
  );
}
