import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { listFiles } from '../lib/listFiles.mjs';
import { rootFolder } from '../lib/rootFolder.mjs';
import { publicInterfaces } from './publicInterfaces.mjs';

const head = `# Options

Every option of every package, written from the types by \`npm run options\`. Durations are milliseconds,
sizes bytes. A wrong value throws \`InvalidOptionError\`, which names the option, what was expected and
what came.
`;

/**
 * The page \`docs/options.md\`: each public interface that is named \`…Options\`, or \`…Limits\`, and what their types name, by package.
 *
 * @returns {Promise<string>} formatted
 */
export async function optionsPage() {
  const all = listFiles('packages/*/src/**/*.ts')
    .filter((path) => !path.endsWith('.test.ts'))
    .flatMap((path) =>
      publicInterfaces(path, readFileSync(join(rootFolder, path), 'utf8')).map((entry) => ({
        ...entry,
        from: path.split('/')[1] ?? '',
      })),
    );
  const options = all.filter(({ name }) => /(?:Options|Limits)$/.test(name));
  const types = options.flatMap(({ members }) => members.map(({ type }) => type)).join(' ');
  const interfaces = all.filter(
    (entry) => options.includes(entry) || new RegExp(`\\b${entry.name}\\b`).test(types),
  );
  const parts = interfaces.map(
    ({ name, from, doc, bases, members }) => `
## \`${name}\`

Of [${from}](../packages/${from}). ${doc}
${bases.length > 0 ? `\nBesides these it has all of ${bases.map((base) => `\`${base}\``).join(', ')}.\n` : ''}
${members.map((member) => `### \`${member.name}\`: \`${member.type}\`\n\n${member.doc}\n`).join('\n')}`,
  );
  const path = join(rootFolder, 'docs/options.md');
  return format(head + parts.join(''), { ...(await resolveConfig(path)), filepath: path });
}
