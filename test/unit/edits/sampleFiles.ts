import fc from 'fast-check';

/** A file, a unit in it, what should come of it, and the unit's new text at column 0. */
export interface Sample {
  readonly languageId: string;
  readonly file: string;
  readonly intended: string;
  /** Like `intended`, with the new import. */
  readonly intendedWithImport: string;
  readonly newImport: string;
  readonly startLine: number;
  readonly oldUnit: readonly string[];
  readonly newUnit: readonly string[];
  /** The new unit as it stands in the intended file. */
  readonly newUnitInFile: readonly string[];
}

interface Shape {
  readonly languageId: string;
  readonly header: readonly string[];
  readonly imports: readonly string[];
  readonly newImport: string;
  readonly unit: (name: string, body: readonly string[], step: string) => readonly string[];
  readonly statements: readonly string[];
  readonly holder: (name: string, members: readonly (readonly string[])[], step: string) => readonly string[];
  readonly method: (name: string, body: readonly string[], step: string) => readonly string[];
  readonly comment: (text: string) => readonly string[];
  readonly step: string;
}

const indented = (lines: readonly string[], step: string): readonly string[] =>
  lines.map((line) => (line.trim() === '' ? line : step + line));

const spaced = (parts: readonly (readonly string[])[]): readonly string[] =>
  parts.flatMap((part, index) => (index === 0 ? part : ['', ...part]));

const braced =
  (open: (name: string) => string) =>
  (name: string, body: readonly string[], step: string): readonly string[] => [
    open(name),
    ...indented(body, step),
    '}',
  ];

const bracedHolder =
  (open: (name: string) => string) =>
  (name: string, members: readonly (readonly string[])[], step: string): readonly string[] => [
    open(name),
    ...indented(spaced(members), step),
    '}',
  ];

const script: Omit<Shape, 'languageId' | 'unit' | 'method'> = {
  header: ["'use strict';"],
  imports: ["import { first } from './first';", "import * as all from './all';"],
  newImport: "import { fresh } from './fresh';",
  statements: [
    "const text = '$1 } // ``` ';",
    'if (a > 1) {\n  return b;\n}',
    'for (const each of list) total += each;',
    '// ```ts\n// example();\n// ```',
    'const long = `a\n${b}\n  c`;',
    'return a;',
    '',
    'call(a, b);',
  ],
  holder: bracedHolder((name) => `export class ${name} {`),
  comment: (text) => ['/**', ` * ${text}`, ' */'],
  step: '  ',
};

const shapes: readonly Shape[] = [
  {
    ...script,
    languageId: 'typescript',
    unit: braced((name) => `export function ${name}(a: number, b: string): number {`),
    method: braced((name) => `${name}(a: number): number {`),
  },
  {
    ...script,
    languageId: 'javascript',
    unit: braced((name) => `function ${name}(a, b) {`),
    method: braced((name) => `async ${name}(a) {`),
    step: '\t',
  },
  {
    languageId: 'python',
    header: ['#!/usr/bin/env python3', '"""Module words."""'],
    imports: ['import os', 'from first import one'],
    newImport: 'from fresh import new, other',
    unit: (name, body, step) => [`def ${name}(a, b=1):`, ...indented(body, step), `${step}return a`],
    method: (name, body, step) => [`def ${name}(self, a):`, ...indented(body, step), `${step}return a`],
    holder: (name, members, step) => [`class ${name}:`, ...indented(spaced(members), step)],
    statements: [
      'total = 0',
      'if a:\n    b = {"}": "```"}',
      'for each in range(3):\n    total += each',
      '# ```\n# example()\n# ```',
      '',
      'print(f"{a}$1")',
      'text = """x\n  y\n"""',
    ],
    comment: (text) => [`# ${text}`],
    step: '    ',
  },
  {
    languageId: 'rust',
    header: ['//! Crate words.'],
    imports: ['use std::fmt;', 'use std::collections::{HashMap, HashSet};'],
    newImport: 'use std::rc::Rc;',
    unit: braced((name) => `pub fn ${name}(a: u32) -> u32 {`),
    method: braced((name) => `pub fn ${name}(&self) -> u32 {`),
    holder: bracedHolder((name) => `impl ${name} {`),
    statements: [
      'let x = a + 1;',
      'match a {\n    0 => {}\n    _ => return 1,\n}',
      '/// # Examples\n///\n/// ```\n/// f();\n/// ```\nlet y = 2;',
      'let s = "}$1";',
      '',
      'return 3;',
    ],
    comment: (text) => [`/// ${text}`, '///', '/// ```', '/// run();', '/// ```'],
    step: '    ',
  },
  {
    languageId: 'go',
    header: ['package main'],
    imports: ['import "fmt"'],
    newImport: 'import "strings"',
    unit: braced((name) => `func ${name}(a int) int {`),
    method: braced((name) => `func (b Box) ${name}() int {`),
    holder: (_name, members) => spaced(members),
    statements: ['x := a + 1', 'if a > 1 {\n\treturn 2\n}', '', 'fmt.Println("}")', '// ```\nreturn 4'],
    comment: (text) => [`// ${text}`],
    step: '\t',
  },
  {
    languageId: 'java',
    header: ['package sample;'],
    imports: ['import java.util.List;'],
    newImport: 'import java.util.Map;',
    unit: (name, body, step) => [
      `class ${name} {`,
      ...indented(['int go(int a) {', ...indented(body, step), '}'], step),
      '}',
    ],
    method: braced((name) => `public int ${name}(int a) {`),
    holder: bracedHolder((name) => `class ${name} {`),
    statements: ['int x = 1;', 'if (a > 1) {\n    return 2;\n}', '', 'call("}");', 'return 4;'],
    comment: (text) => ['/**', ` * ${text}`, ' */'],
    step: '    ',
  },
];

interface Part {
  readonly lines: readonly string[];
  /** The lines to rewrite in this part, when the target may be here: from, to, indentation and body maker. */
  readonly from: number;
  readonly to: number;
  readonly indent: string;
  readonly rewrite: (body: readonly string[]) => readonly string[];
}

const bodyOf = (shape: Shape): fc.Arbitrary<readonly string[]> =>
  fc
    .array(fc.constantFrom(...shape.statements), { minLength: 1, maxLength: 6 })
    .map((statements) => statements.flatMap((statement) => statement.split('\n')))
    .map((lines) => ['start()', ...lines].map((line, index) => (index > 0 ? line : startOf(shape))));

function startOf({ languageId }: Shape): string {
  return languageId === 'python' || languageId === 'go' ? 'start()' : 'start();';
}

function partOf(shape: Shape, index: number): fc.Arbitrary<Part> {
  const step = shape.step;
  const name = `name${index}`;
  return fc
    .record({ body: bodyOf(shape), comment: fc.boolean(), member: fc.boolean(), trailing: fc.boolean() })
    .map((o) => {
      const above = o.comment ? shape.comment(`About ${name}.`) : [];
      const blanks = (body: readonly string[]): readonly string[] =>
        o.trailing ? body.map((line, at) => (at === 0 ? `${line}  ` : line)) : body;
      const old = blanks(o.body);
      if (!o.member || shape.languageId === 'go') {
        const unit = shape.unit(name, old, step);
        const lines = [...above, ...unit];
        return {
          lines,
          from: above.length,
          to: lines.length - 1,
          indent: '',
          rewrite: (body) => shape.unit(name, blanks(body), step),
        };
      }
      const methods = ['one', 'two', 'three'].map((each) => [...above, ...shape.method(each, old, step)]);
      const lines = shape.holder(`Box${index}`, methods, step);
      const size = methods[0]?.length ?? 0;
      const from = 1 + size + 1 + above.length;
      return {
        lines,
        from,
        to: 1 + size + size,
        indent: step,
        rewrite: (body) => shape.method('two', blanks(body), step),
      };
    });
}

/** Random files in six languages with a random unit to rewrite. */
export const samples: fc.Arbitrary<Sample> = fc.constantFrom(...shapes).chain((shape) =>
  fc
    .record({
      parts: fc
        .integer({ min: 1, max: 6 })
        .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => partOf(shape, index)))),
      pick: fc.nat(),
      body: bodyOf(shape),
      gap: fc.constantFrom(1, 2),
      header: fc.boolean(),
      end: fc.constantFrom('', '\n', '\n\n', '\n\t\n', '\n\f\n'),
      imports: fc.boolean(),
    })
    .map(({ parts, pick, body, gap, header, end, imports }) => {
      const top = [
        ...(header || shape.languageId === 'go' ? [...shape.header, ''] : []),
        ...(imports ? [...shape.imports, ''] : []),
      ];
      const importLine = Math.max(0, top.length - 1);
      const chosen = pick % parts.length;
      const before: string[] = [...top];
      const after: string[] = [];
      const part = parts[chosen];
      if (part === undefined) throw new RangeError('no part');
      parts.forEach((each, index) => {
        const to = index <= chosen ? before : after;
        if (index > 0) to.push(...Array.from({ length: gap }, () => ''));
        if (index !== chosen) to.push(...each.lines);
      });
      const newUnit = part.rewrite(body);
      const newUnitInFile = indented(newUnit, part.indent);
      const startLine = before.length + part.from;
      const build = (unit: readonly string[], extra: readonly string[]): string => {
        const all = [
          ...before,
          ...part.lines.slice(0, part.from),
          ...unit,
          ...part.lines.slice(part.to + 1),
          ...after,
        ];
        return [...all.slice(0, importLine), ...extra, ...all.slice(importLine)].join('\n') + end;
      };
      const oldUnit = part.lines.slice(part.from, part.to + 1);
      return {
        languageId: shape.languageId,
        file: build(oldUnit, []),
        intended: build(newUnitInFile, []),
        intendedWithImport: imports ? build(newUnitInFile, [shape.newImport]) : '',
        newImport: shape.newImport,
        startLine,
        oldUnit,
        newUnit,
        newUnitInFile,
      };
    }),
);

/** Code in a fence longer than any inside it. */
export function fenced(code: readonly string[], tag = ''): string {
  const runs = code.join('\n').match(/`+/gu) ?? [];
  const fence = '`'.repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
  return [fence + tag, ...code, fence].join('\n');
}
