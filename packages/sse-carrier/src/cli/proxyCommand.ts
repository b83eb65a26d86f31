import { Command, InvalidArgumentError } from 'commander';

/**
 * The command line of the proxy.
 *
 * @internal
 */
export interface ProxyArguments {
  readonly target: string;
  readonly listen: { readonly host: string; readonly port: number };
  readonly path: string;
  readonly allow?: readonly string[];
  readonly origin?: readonly string[];
  readonly header?: readonly string[];
  readonly redis?: string;
}

/** @internal */
export function proxyCommand(): Command {
  return new Command('sse-carrier')
    .description(
      'Stands before a server and carries any number of its event streams over one connection.',
    )
    .requiredOption('--target <origin>', 'the server before which it stands', originOf)
    .requiredOption(
      '--listen <[host:]port>',
      'where it listens; the host is 127.0.0.1 by default',
      addressOf,
    )
    .option('--path <path>', 'of the carrier', '/event-streams')
    .option(
      '--allow <path...>',
      'what may be carried; with * at the end what begins so (default: all)',
    )
    .option('--origin <origin...>', 'other origins whose pages may use the carrier')
    .option('--header <name...>', 'request headers of streams that are passed on')
    .option('--redis <url>', 'of the Redis by which several instances share their carriers');
}

function originOf(value: string): string {
  if (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol))
    return new URL(value).origin;
  throw new InvalidArgumentError('Expected an origin such as http://127.0.0.1:3000.');
}

function addressOf(value: string): ProxyArguments['listen'] {
  const [, host = '127.0.0.1', port = ''] = /^(?:(.+):)?(\d{1,5})$/.exec(value) ?? [];
  if (port === '' || Number(port) > 65_535)
    throw new InvalidArgumentError('Expected a port, or a host and a port such as 0.0.0.0:8080.');
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
}
