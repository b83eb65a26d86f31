import { examine } from '../examine.js';
import type { ExamineOptions } from '../ExamineOptions.js';
import { renderReport } from '../report/renderReport.js';
import { serverNames } from '../report/serverNames.js';
import type { Mend } from '../mends/Mend.js';
import type { ExamineFlags } from './ExamineFlags.js';
import { isColored } from './isColored.js';
import { ProgressLine } from './ProgressLine.js';
import type { Terminal } from './Terminal.js';

/** Milliseconds that are watched at most. */
const WATCHED = 3_600_000;
const allServers = Object.keys(serverNames) as (keyof Mend)[];

/** Examines, prints the report, and says by the exit code what has come of it. */
export async function runExamination(
  url: string,
  flags: ExamineFlags,
  terminal: Terminal,
  interrupted: AbortSignal,
): Promise<number> {
  const { out, err, environment } = terminal;
  const line = new ProgressLine(url, terminal, flags.watch === true);
  try {
    const report = await examine(url, {
      ...optionsOf(flags),
      // Whoever watches wants to see the report in the end.
      ...(flags.watch ? { stop: interrupted } : { signal: interrupted }),
      onProgress: (progress) => line.note(progress),
    });
    line.stop();
    const text = flags.json
      ? `${JSON.stringify(report, undefined, 2)}\n`
      : renderReport(report, {
          isColored: isColored(out, environment),
          width: Math.min(out.columns || 100, 120),
          servers: flags.server === undefined ? allServers : [flags.server],
        });
    out.write(text);
    return report.works ? 0 : 1;
  } catch (error) {
    if (!interrupted.aborted || flags.watch) throw error;
    line.stop();
    err.write('sse-doctor: interrupted.\n');
    return 2;
  } finally {
    line.stop();
  }
}

function optionsOf(flags: ExamineFlags): ExamineOptions {
  const { origin, header, cookie, credentials, method, timeout, maxEvents, idleTimeout } = flags;
  return {
    ...(origin === undefined ? {} : { origin }),
    ...(header === undefined ? {} : { headers: header }),
    ...(cookie === undefined ? {} : { cookie }),
    ...(credentials === undefined ? {} : { credentials }),
    ...(method === undefined ? {} : { method }),
    ...(flags.watch ? { timeout: WATCHED } : timeout === undefined ? {} : { timeout }),
    ...(maxEvents === undefined ? {} : { maxEvents }),
    ...(flags.carrier === undefined ? {} : { carrier: flags.carrier }),
    ...(idleTimeout === undefined ? {} : { idleTimeout }),
    insecure: flags.insecure ?? false,
  };
}
