#!/usr/bin/env node
import { run } from './run.js';

const interrupted = new AbortController();
const interrupt = (): void => {
  // The second time it is meant at once.
  process.off('SIGINT', interrupt);
  process.off('SIGTERM', interrupt);
  interrupted.abort();
};
process.on('SIGINT', interrupt);
process.on('SIGTERM', interrupt);

process.exitCode = await run(
  process.argv.slice(2),
  { out: process.stdout, err: process.stderr, environment: process.env },
  interrupted.signal,
);
process.off('SIGINT', interrupt);
process.off('SIGTERM', interrupt);
