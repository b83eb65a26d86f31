import Table from 'cli-table3';
import picocolors from 'picocolors';
import type { Check } from '../checks/Check.js';
import type { Finding } from '../checks/Finding.js';
import { seconds } from '../checks/seconds.js';
import type { Report } from '../Report.js';
import type { Outcome, Verdict, Way } from '../verdicts/Verdict.js';
import type { ReportStyle } from './ReportStyle.js';
import { serverNames } from './serverNames.js';
import { wrapped } from './wrapped.js';

const ways: Readonly<Record<Way, string>> = {
  native: 'EventSource, no worker',
  'native-with-credentials': 'EventSource with credentials',
  'worker-bypass': 'worker, bypass',
  'worker-multiplex': 'worker, multiplex',
};

const marks: Readonly<Record<Check['verdict'], string>> = {
  ok: 'ok',
  unknown: '?',
  warning: 'warning',
  error: 'ERROR',
};

/** A report for people. */
export function renderReport(report: Report, style: ReportStyle): string {
  const colors = picocolors.createColors(style.isColored);
  const paint: Readonly<Record<Check['verdict'], (text: string) => string>> = {
    ok: colors.green,
    unknown: colors.dim,
    warning: colors.yellow,
    error: colors.red,
  };
  const line = ({ name, verdict, evidence }: Check): string =>
    `${paint[verdict](marks[verdict].padEnd(8))}${name.padEnd(12)}${wrapped(evidence, style.width, ' '.repeat(20))}`;
  const findings = report.checks.flatMap((check) => check.findings);
  const { recommendation: advice } = report;
  const parts = [
    `${colors.bold(report.url)}\n${colors.dim(`for pages of ${report.origin}${report.credentials ? ', with credentials' : ''}; ${report.events} event(s) and ${report.bytes} bytes in ${seconds(report.listened)}`)}`,
    report.checks.map(line).join('\n'),
    ...findings.map((finding) => renderFinding(finding, style)),
    `${colors.bold('What a page sees')}\n${renderVerdicts(report.verdicts, style)}`,
    `${colors.bold('In the worker')}\n${[...(advice.code ? [colors.cyan(advice.code)] : []), ...advice.reasons.map((reason) => wrapped(reason, style.width, ''))].join('\n')}`,
    report.works
      ? colors.green(findings.length > 0 ? 'It works, but see the warnings.' : 'It works.')
      : colors.red('It will not work.'),
  ];
  return `${parts.join('\n\n')}\n`;
}

function renderFinding(finding: Finding, { isColored, width, servers }: ReportStyle): string {
  const { code, severity, evidence, consequence, mend } = finding;
  const colors = picocolors.createColors(isColored);
  const title = severity === 'error' ? colors.red(code) : colors.yellow(code);
  const indent = '  ';
  const mends = servers.map((server) => {
    const name = `${serverNames[server]}:`.padEnd(9);
    return `${indent}${colors.dim(name)}${mend[server].replaceAll('\n', `\n${' '.repeat(11)}`)}`;
  });
  return [
    `${colors.bold(title)}: ${wrapped(evidence, width - code.length, indent)}`,
    indent + wrapped(consequence, width, indent),
    ...mends,
  ].join('\n');
}

function renderVerdicts(verdicts: readonly Verdict[], { isColored }: ReportStyle): string {
  const colors = picocolors.createColors(isColored);
  const paint: Readonly<Record<Outcome, (text: string) => string>> = {
    open: colors.green,
    reconnecting: colors.yellow,
    waiting: colors.yellow,
    closed: colors.red,
  };
  const table = new Table({
    head: ['way', 'Chromium', 'Firefox'],
    style: { head: [], border: isColored ? ['dim'] : [] },
  });
  for (const { way, chromium, firefox } of verdicts) {
    table.push([ways[way], paint[chromium](chromium), paint[firefox](firefox)]);
  }
  return table.toString();
}
