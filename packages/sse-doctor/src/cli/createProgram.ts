import { Command, InvalidArgumentError, Option } from 'commander';
import { serverNames } from '../report/serverNames.js';
import type { ExamineFlags } from './ExamineFlags.js';
import { ownVersion } from './ownVersion.js';

export interface Actions {
  readonly examine: (url: string, flags: ExamineFlags) => Promise<number>;
  readonly serve: (flags: ServeFlags) => Promise<number>;
}

export interface ServeFlags {
  readonly port: number;
  readonly allow?: readonly string[];
  readonly list?: boolean;
}

const count = (text: string): number => {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('A whole number is expected.');
  return Number(text);
};

const port = (text: string): number => {
  if (!/^\d+$/.test(text) || Number(text) > 65_535) {
    throw new InvalidArgumentError('A port is expected, from 0 to 65535.');
  }
  return Number(text);
};

const header = (
  text: string,
  before: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> => {
  const [, name, value] = /^([^:\s]+):\s*(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new InvalidArgumentError('"Name: value" is expected.');
  }
  return { ...before, [name]: value };
};

const each = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];

/** The command line: what can be said, and who does it. */
export function createProgram(actions: Actions, finished: (code: number) => void): Command {
  const program = new Command('sse-doctor')
    .description('Whether browsers accept an event stream, and what to change on its server.')
    .version(ownVersion())
    .argument('<url>', 'of the stream')
    .option('--origin <origin>', "the page's origin; default: the stream's own")
    .option('--header <"Name: value">', 'a header that the page adds (repeatable)', header)
    .option('--cookie <cookie>', 'the Cookie header; implies --credentials')
    .option('--credentials', 'as with withCredentials: true')
    .option('--method <method>', 'what a client built on fetch asks with', 'GET')
    .option('--timeout <milliseconds>', 'how long to listen', count, 10_000)
    .option('--max-events <count>', 'how many events to wait for at most', count)
    .option(
      '--idle-timeout <milliseconds>',
      'when something on the way ends a silent connection',
      count,
      60_000,
    )
    .option('--carrier <url>', 'where a carrier is looked for; default: /event-streams')
    .option('--insecure', 'accept a certificate that is not trusted')
    .addOption(
      new Option('--server <name>', 'print what to write for this server only').choices(
        Object.keys(serverNames),
      ),
    )
    .option('--json', 'print the report as JSON')
    .option('--watch', 'listen until Ctrl+C, with the rate of events, then report')
    .addHelpText(
      'after',
      '\nExit code: 0 it works, 1 it will not work, 2 it could not be examined, or wrong arguments.',
    )
    .action(async (url: string, flags: ExamineFlags) =>
      finished(await actions.examine(url, flags)),
    );
  program
    .command('serve')
    .description('Serve event streams on this machine, each with one fault.')
    .option('--port <port>', 'where to listen; 0 for any', port, 8099)
    .option('--allow <origin>', 'whose pages may read, beside this machine (repeatable)', each)
    .option('--list', 'print the names of the streams, and what is wrong with each')
    .action(async (flags: ServeFlags) => finished(await actions.serve(flags)));
  return program;
}
