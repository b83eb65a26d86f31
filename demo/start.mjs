import { mkdir, rm } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureBrowser } from '../scripts/browsers/ensureBrowser.mjs';
import { buildDemo } from './build.mjs';

const DEFAULT_PORT = 8080;
const buildFolder = fileURLToPath(new URL('build/', import.meta.url));

const usage = `Usage: npm start -- [options]

  --port N           first of the five ports on localhost, or the next that are free (default ${DEFAULT_PORT})
  --check            drive the demo with ten tabs in headless Chromium, print a table, exit
  --screenshot FILE  where --check saves its screenshot (default demo/build/check.png)
  --help             print this
`;

/** @returns {{ port: number | undefined, check: boolean, screenshot: string, help: boolean }} */
function readOptions() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      check: { type: 'boolean', default: false },
      screenshot: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const { port, check, screenshot, help } = values;
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) <= 65_535)) {
    throw new TypeError(`--port expects a number from 0 to 65535, got "${port}".`);
  }
  if (screenshot !== undefined && !check) throw new TypeError('--screenshot belongs to --check.');
  return {
    port: port === undefined ? undefined : Number(port),
    check,
    screenshot: screenshot ?? join(buildFolder, 'check.png'),
    help,
  };
}

/**
 * Resolves with the name of the first signal that asks the process to end.
 *
 * @returns {Promise<string>}
 */
function askedToStop() {
  return new Promise((resolveWith) => {
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => resolveWith(signal));
  });
}

async function main() {
  let options;
  try {
    options = readOptions();
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exitCode = 2;
    return;
  }
  if (options.help) {
    console.log(usage);
    return;
  }

  // Each run builds for itself, so that two at a time do not pull files from under each other.
  const folder = join(buildFolder, `run-${process.pid}`);
  await mkdir(folder, { recursive: true });
  try {
    await buildDemo(folder);
    /** @type {typeof import('./src/main.js')} */
    const { runCheck, startDemo } = await import(pathToFileURL(join(folder, 'server.mjs')).href);
    const demo = await startDemo(folder, options.port ?? (options.check ? 0 : DEFAULT_PORT));
    try {
      if (options.check) {
        const browser = await ensureBrowser('chrome');
        const screenshot = isAbsolute(options.screenshot)
          ? options.screenshot
          : resolve(options.screenshot);
        process.exitCode = (await runCheck(demo, browser, screenshot)) ? 0 : 1;
      } else {
        console.log(`Ten tabs, one connection: ${demo.controlUrl}\nStop with Ctrl+C.`);
        await askedToStop();
      }
    } finally {
      await demo.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

await main();
