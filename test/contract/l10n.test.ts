import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../support/repositoryRoot.ts';

/** Names of the product are the same in every language. */
const names: ReadonlySet<string> = new Set(['OpenCrates']);

/** Where a person reads what is put: arguments of messages, and these properties of what the editor shows. */
const shown = [
  /\.(?:show(?:Information|Warning|Error)Message|setStatusBarMessage)\(\s*(['"`])((?:(?!\1).)*)\1/gsu,
  /\b(?:title|label|placeholder|placeHolder|prompt|description|detail|tooltip|message|sentence|validationMessage|note)(?::|\s=)\s*(['"`])((?:(?!\1).)*)\1/gsu,
];

/** Words in a source that a person would read and that no translation could reach. */
function untranslated(source: string): readonly string[] {
  const texts = shown.flatMap((pattern) => [...source.matchAll(pattern)].map(([, , text = '']) => text));
  // What a template puts in has been translated where it was made.
  return texts.filter((text) => /\p{L}{2}/u.test(text.replaceAll(/\$\{[^}]*\}/gu, '')) && !names.has(text));
}

interface Call {
  readonly text: string;
  readonly arguments: number;
}

/** Calls of `l10n.t`: the literal they begin with ('' when it is none) and how many arguments follow it. */
function calls(source: string): readonly Call[] {
  return [...source.matchAll(/l10n\.t\(/gu)].map(({ index }) => {
    const parts = argumentsFrom(source, index + 'l10n.t('.length);
    const literal = /^(['"])(.*)\1$/su.exec(parts[0] ?? '');
    return { text: literal?.[2] ?? '', arguments: parts.length - 1 };
  });
}

/** The arguments of a call whose opening parenthesis is just before `start`. */
function argumentsFrom(source: string, start: number): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = start;
  for (let at = start; at < source.length; at += 1) {
    const character = source[at] ?? '';
    if (`'"\``.includes(character)) at = endOfString(source, at);
    else if ('([{'.includes(character)) depth += 1;
    else if (')]}'.includes(character) && depth > 0) depth -= 1;
    else if (depth === 0 && (character === ',' || character === ')')) {
      parts.push(source.slice(from, at).trim());
      from = at + 1;
      if (character === ')') break;
    }
  }
  return parts.filter((part) => part !== '');
}

function endOfString(source: string, start: number): number {
  for (let at = start + 1; at < source.length; at += 1) {
    if (source[at] === '\\') at += 1;
    else if (source[at] === source[start]) return at;
  }
  return source.length;
}

const files = globSync('src/editor/**/*.ts', { cwd: repositoryRoot }).map((name) => ({
  name,
  source: readFileSync(join(repositoryRoot, name), 'utf8'),
}));

describe('Words a person reads', () => {
  it('all go through l10n in src/editor', () => {
    const found = files.flatMap(({ name, source }) => untranslated(source).map((text) => `${name}: ${text}`));
    assert.deepEqual(found, []);
  });

  it('are literals that a translation can be looked up for', () => {
    const computed = files.flatMap(({ name, source }) =>
      calls(source).flatMap(({ text }) => (text === '' ? [name] : [])),
    );
    assert.deepEqual(computed, []);
  });

  it('get as many values as they have places for', () => {
    const wrong = files.flatMap(({ name, source }) =>
      calls(source).flatMap(({ text, arguments: given }) => {
        const places = new Set(text.match(/\{\d+\}/gu) ?? []).size;
        return places === given ? [] : [`${name}: ${text}`];
      }),
    );
    assert.deepEqual(wrong, []);
  });

  it('are many: the check sees the calls', () => {
    assert.ok(files.flatMap(({ source }) => calls(source)).length > 150);
  });
});

describe('The check itself', () => {
  it('finds words that bypass l10n', () => {
    const source = `window.showErrorMessage('Plain words'); box.title = "Key"; x({ label: \`\${n} rows\` });`;
    assert.deepEqual(untranslated(source), ['Plain words', 'Key', '${n} rows']);
  });

  it('lets through what was translated, icons and the name of the product', () => {
    const source = `showErrorMessage(vscode.l10n.t('Words')); item.text = '$(x) a'; x({ title: 'OpenCrates' });`;
    assert.deepEqual(untranslated(source), []);
  });

  it('counts the values of a call over several lines', () => {
    assert.deepEqual(calls(`l10n.t(\n 'A {0}, b',\n f(a, { b: [1, 2] }),\n)`), [
      { text: 'A {0}, b', arguments: 1 },
    ]);
    assert.deepEqual(calls('l10n.t(`A ${b}`)'), [{ text: '', arguments: 0 }]);
  });
});
