import { build, context } from 'esbuild';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Bytes each part may weigh, uncompressed; the build fails above. */
const budget = {
  'extension.js': 10_000,
  activation: 12_000,
  chunks: 2_400_000,
  webview: 60_000,
  grammars: 26_000_000,
};
const grammars = 'node_modules/@vscode/tree-sitter-wasm/wasm';
const watching = process.argv.includes('--watch');
/** Readable output keeps line and branch coverage exact; the shipped build is minified. */
const readable = watching || process.argv.includes('--readable');

const shared = { bundle: true, minify: !readable, sourcemap: 'linked', metafile: true, logLevel: 'warning' };

/** The extension: one copy of each module, rooms that are loaded on first use as chunks of their own. */
const extension = {
  ...shared,
  entryPoints: ['src/extension.ts'],
  outdir: 'dist',
  platform: 'node',
  target: 'node22',
  format: 'esm',
  splitting: true,
  chunkNames: 'chunk-[name]-[hash]',
  external: ['vscode'],
  // Bundled CommonJS packages call `require` for Node's own modules.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
};

const webview = {
  ...shared,
  entryPoints: ['src/webview/explain.ts'],
  outdir: 'dist/webview',
  platform: 'browser',
  target: 'chrome120',
  format: 'iife',
};

async function copyGrammars() {
  const { languageTables } = await import('./src/syntax/languages/languageTables.ts');
  const shipped = new Set([...languageTables.values()].map((table) => table.grammar));
  await mkdir('dist/grammars', { recursive: true });
  await copyFile('node_modules/web-tree-sitter/web-tree-sitter.wasm', 'dist/grammars/web-tree-sitter.wasm');
  const from = (name) => join(name.endsWith('.br') ? 'media/grammars' : grammars, name);
  await Promise.all([...shipped].map((name) => copyFile(from(name), join('dist/grammars', name))));
}

/** The page VS Code shows of the extension: the README without its pictures, since it shows those of the web alone. */
async function writePage() {
  const paragraphs = (await readFile('README.md', 'utf8')).split('\n\n');
  const isAboutPictures = (paragraph) => /^(!\[|\(The pictures )/.test(paragraph);
  await writeFile(
    'dist/README.md',
    paragraphs.filter((paragraph) => !isAboutPictures(paragraph)).join('\n\n'),
  );
}

/** The entry and all it imports statically: what loads with every window, whether a verb is used or not. */
function filesAtActivation({ outputs }) {
  const found = new Set();
  const visit = (file) => {
    if (found.has(file)) return;
    found.add(file);
    for (const { path, kind } of outputs[file].imports)
      if (kind === 'import-statement' && path in outputs) visit(path);
  };
  visit('dist/extension.js');
  return found;
}

/** Prints raw and compressed size of each part and says whether all of them keep to the budget. */
async function reportSizes(metafile) {
  const files = (await readdir('dist', { recursive: true })).filter((file) => /\.(js|wasm|br)$/.test(file));
  const atActivation = filesAtActivation(metafile);
  const parts = new Map();
  for (const file of files) {
    const bytes = await readFile(join('dist', file));
    const part = file === 'extension.js' ? file : file.startsWith('chunk-') ? 'chunks' : file.split('/')[0];
    for (const name of atActivation.has(`dist/${file}`) ? [part, 'activation'] : [part]) {
      const sum = parts.get(name) ?? { raw: 0, compressed: 0 };
      parts.set(name, { raw: sum.raw + bytes.length, compressed: sum.compressed + gzipSync(bytes).length });
    }
  }
  let within = true;
  for (const [part, { raw, compressed }] of parts) {
    const limit = budget[part] ?? 0;
    const verdict = raw <= limit ? '' : '  OVER BUDGET';
    within &&= verdict === '';
    const kilobytes = (bytes) => (bytes / 1000).toFixed(1).padStart(9);
    console.log(
      `${part.padEnd(14)}${kilobytes(raw)} kB raw${kilobytes(compressed)} kB compressed, budget ${limit / 1000} kB${verdict}`,
    );
  }
  return within;
}

await rm('dist', { recursive: true, force: true });
if (watching) {
  await copyGrammars();
  for (const options of [extension, webview]) await (await context(options)).watch();
} else {
  const [{ metafile }] = await Promise.all([build(extension), build(webview), copyGrammars()]);
  await writePage();
  if (!(await reportSizes(metafile)) && !readable) process.exitCode = 1;
}
