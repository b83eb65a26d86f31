import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { buildClassicScript } from './buildClassicScript.mjs';
import { sourceAlias } from './sourceAlias.mjs';

const here = import.meta.dirname;
/** Below which `dist` and `build` lie: the package itself, unless the command line names another folder. */
const folder = process.argv[2] ?? here;
const dist = join(folder, 'dist');
const prebuilt = join(folder, 'build');
const cjs = join(prebuilt, 'cjs');

rmSync(prebuilt, { recursive: true, force: true });
mkdirSync(cjs, { recursive: true });

/** Bundles what tsc has checked and described: the Node module, twice, and the classic scripts. */
for (const mode of /** @type {const} */ (['development', 'production'])) {
  const { fileName, code, map } = await buildClassicScript(mode);
  writeFileSync(join(prebuilt, fileName), code);
  writeFileSync(join(prebuilt, `${fileName}.map`), map);
}

const common = {
  entryPoints: [join(here, 'src/index.ts')],
  bundle: true,
  platform: /** @type {const} */ ('node'),
  target: 'node20',
  alias: sourceAlias,
  external: ['acorn', 'eslint-scope'],
};
await build({ ...common, format: 'esm', outfile: join(dist, 'index.js') });

await build({
  ...common,
  format: 'cjs',
  outfile: join(cjs, 'index.js'),
  // Files are looked for from where the ESM build lies.
  define: { 'import.meta.url': 'esmUrl' },
  banner: {
    js: `const esmUrl = require('node:url').pathToFileURL(require('node:path').join(__dirname, '../../dist/index.js')).href;`,
  },
});
writeFileSync(join(cjs, 'package.json'), '{ "type": "commonjs" }\n');
for (const name of readdirSync(dist).filter((file) => file.endsWith('.d.ts'))) {
  cpSync(join(dist, name), join(cjs, name));
}
