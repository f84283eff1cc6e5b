/** How declarations, imports and statements look in a language; a statement is one or more lines at column 0. */
export interface Shape {
  readonly languageId: string;
  readonly extension: string;
  readonly step: string;
  readonly header: readonly string[];
  readonly imports: readonly string[];
  /** Not among `imports`; undefined where the language has none. */
  readonly newImport: string | undefined;
  readonly unit: (name: string, body: readonly string[]) => readonly string[];
  /** A type or module with members; undefined where functions stand alone. */
  readonly holder?: (name: string, members: readonly (readonly string[])[]) => readonly string[];
  readonly method?: (name: string, body: readonly string[]) => readonly string[];
  /** Statements with a number in them, so that lines differ from one another. */
  readonly statements: readonly ((n: number) => string)[];
  readonly comment: (text: string) => string;
  /** Blank lines between declarations. */
  readonly gap?: number;
  /** Lines of a file at most, where its grammar does not read 20,000 in bearable time. */
  readonly mostLines?: number;
}

/** Lines moved in by a step; blank ones stay. */
export function indented(lines: readonly string[], step: string): readonly string[] {
  return lines.map((line) => (line === '' ? line : step + line));
}

type Frame = (name: string, body: readonly string[]) => readonly string[];

const framed =
  (step: string, open: (name: string) => string, close: string): Frame =>
  (name, body) => [open(name), ...indented(body, step), ...(close === '' ? [] : [close])];

const membersIn =
  (step: string, open: (name: string) => string, close: string): NonNullable<Shape['holder']> =>
  (name, members) => [
    open(name),
    ...indented(
      members.flatMap((member, index) => (index === 0 ? member : ['', ...member])),
      step,
    ),
    ...(close === '' ? [] : [close]),
  ];

const slashes = (text: string): string => `// ${text}`;
const hashes = (text: string): string => `# ${text}`;

const cLike = (step: string): Shape['statements'] => [
  (n) => `run(${n}, "a < b && ${n} > 0");`,
  (n) => `if (limit > ${n} && limit < ${n + 9}) {\n${step}count(${n});\n}`,
  (n) => `total = total + ${n};`,
  (n) => `// step ${n}\nstep(${n});`,
  (n) => `while (limit > ${n}) {\n${step}limit = next(limit, ${n});\n}`,
  (n) => `tell("it's ${n}");`,
];

const script: Omit<Shape, 'languageId' | 'extension'> = {
  step: '  ',
  header: [`'use strict';`],
  imports: [`import { first } from './first';`, `import * as all from './all';`],
  newImport: `import { fresh } from './fresh';`,
  unit: framed('  ', (name) => `export function ${name}(limit, total) {`, '}'),
  holder: membersIn('  ', (name) => `export class ${name} {`, '}'),
  method: framed('  ', (name) => `${name}(limit) {`, '}'),
  statements: [
    ...cLike('  '),
    (n) => `const text${n} = \`a\n\${limit}\n  ${n}\`;`,
    (n) => `const f${n} = (x) => x && x < ${n};`,
  ],
  comment: slashes,
};

const pythonStatements: Shape['statements'] = [
  (n) => `run(${n}, "a < b & ${n}")`,
  (n) => `if limit > ${n} and limit < ${n + 9}:\n    count(${n})`,
  (n) => `total = total + ${n}`,
  (n) => `# step ${n}\nstep(${n})`,
  (n) => `for each in range(${n}):\n    total += each`,
  (n) => `tell("it's ${n}")`,
  (n) => `text = """x ${n}\n  y\n"""`,
];

const rubyLike: Shape['statements'] = [
  (n) => `run(${n}, "a < b & ${n}")`,
  (n) => `if limit > ${n}\n  count(${n})\nend`,
  (n) => `total = total + ${n}`,
  (n) => `# step ${n}\nstep(${n})`,
  (n) => `tell("it's ${n}")`,
];

/** One table per language with declarations. */
export const shapes: readonly Shape[] = [
  { ...script, languageId: 'javascript', extension: 'js' },
  { ...script, languageId: 'javascriptreact', extension: 'jsx' },
  {
    ...script,
    languageId: 'typescript',
    extension: 'ts',
    unit: framed('  ', (name) => `export function ${name}(limit: number, total: number): void {`, '}'),
    method: framed('  ', (name) => `public ${name}(limit: number): void {`, '}'),
  },
  {
    ...script,
    languageId: 'typescriptreact',
    extension: 'tsx',
    unit: framed('  ', (name) => `export function ${name}({ limit }: Props): Node {`, '}'),
    statements: [...cLike('  '), (n) => `show(<Box size={${n}} name="a" />);`],
  },
  {
    languageId: 'python',
    extension: 'py',
    step: '    ',
    header: ['#!/usr/bin/env python3', '"""Words."""'],
    imports: ['import os', 'from first import one'],
    newImport: 'from fresh import new, other',
    unit: (name, body) => [`def ${name}(limit, total=1):`, ...indented([...body, 'return total'], '    ')],
    holder: membersIn('    ', (name) => `class ${name}:`, ''),
    method: (name, body) => [`def ${name}(self, limit):`, ...indented([...body, 'return limit'], '    ')],
    statements: pythonStatements,
    comment: hashes,
    gap: 2,
  },
  {
    languageId: 'rust',
    extension: 'rs',
    step: '    ',
    header: ['//! Words.'],
    imports: ['use std::fmt;', 'use std::collections::{HashMap, HashSet};'],
    newImport: 'use std::rc::Rc;',
    unit: framed('    ', (name) => `pub fn ${name}(limit: &mut u32, total: u32) {`, '}'),
    holder: membersIn('    ', (name) => `impl ${name} {`, '}'),
    method: framed('    ', (name) => `pub fn ${name}(&self, limit: u32) {`, '}'),
    statements: [
      (n) => `run(${n}, "a < b && ${n}");`,
      (n) => `if limit > ${n} && limit < ${n + 9} {\n    count(${n});\n}`,
      (n) => `let x${n} = total + ${n};`,
      (n) => `// step ${n}\nstep(${n});`,
      (n) => `match limit {\n    ${n} => {}\n    _ => tell(&"it's"),\n}`,
    ],
    comment: (text) => `/// ${text}`,
  },
  {
    languageId: 'go',
    extension: 'go',
    step: '\t',
    header: ['package main'],
    imports: ['import "fmt"'],
    newImport: 'import "strings"',
    unit: framed('\t', (name) => `func ${name}(limit int, total int) {`, '}'),
    statements: [
      (n) => `run(${n}, "a < b && ${n}")`,
      (n) => `if limit > ${n} && limit < ${n + 9} {\n\tcount(${n})\n}`,
      (n) => `x${n} := total + ${n}`,
      (n) => `// step ${n}\nstep(${n})`,
      (n) => `fmt.Println("it's ${n}")`,
    ],
    comment: slashes,
  },
  {
    languageId: 'java',
    extension: 'java',
    step: '    ',
    header: ['package sample;'],
    imports: ['import java.util.List;'],
    newImport: 'import java.util.Map;',
    unit: (name, body) => [
      `class ${name} {`,
      '    void go(int limit, int total) {',
      ...indented(body, '        '),
      '    }',
      '}',
    ],
    holder: membersIn('    ', (name) => `public class ${name} {`, '}'),
    method: framed('    ', (name) => `public void ${name}(int limit) {`, '}'),
    statements: cLike('    '),
    comment: slashes,
  },
  {
    languageId: 'csharp',
    extension: 'cs',
    step: '    ',
    header: [],
    imports: ['using System;', 'using System.Linq;'],
    newImport: 'using System.Text;',
    unit: (name, body) => [
      `class ${name}`,
      '{',
      '    void Go(int limit, int total)',
      '    {',
      ...indented(body, '        '),
      '    }',
      '}',
    ],
    holder: (name, members) => [
      `public class ${name}`,
      '{',
      ...membersIn('    ', () => '', '')(name, members).slice(1),
      '}',
    ],
    method: (name, body) => [`public void ${name}(int limit)`, '{', ...indented(body, '    '), '}'],
    statements: cLike('    '),
    comment: slashes,
  },
  {
    languageId: 'cpp',
    extension: 'cpp',
    step: '  ',
    header: ['#pragma once'],
    imports: ['#include <vector>', '#include "first.h"'],
    newImport: '#include <map>',
    unit: framed('  ', (name) => `void ${name}(int limit, int& total) {`, '}'),
    holder: membersIn('  ', (name) => `class ${name} {`, '};'),
    method: framed('  ', (name) => `void ${name}(int limit) {`, '}'),
    statements: cLike('  '),
    comment: slashes,
  },
  {
    languageId: 'c',
    extension: 'c',
    step: '  ',
    header: [],
    imports: ['#include <stdio.h>', '#include "first.h"'],
    newImport: '#include <math.h>',
    unit: framed('  ', (name) => `static int ${name}(int limit, int *total) {`, '}'),
    statements: cLike('  '),
    comment: slashes,
  },
  {
    languageId: 'php',
    extension: 'php',
    step: '    ',
    header: ['<?php', ''],
    imports: ['use First\\One;'],
    newImport: 'use Fresh\\New;',
    unit: framed('    ', (name) => `function ${name}(int $limit, $total) {`, '}'),
    holder: membersIn('    ', (name) => `class ${name} {`, '}'),
    method: framed('    ', (name) => `public function ${name}($limit) {`, '}'),
    statements: [
      (n) => `run(${n}, "a < b && ${n}");`,
      (n) => `if ($limit > ${n} && $limit < ${n + 9}) {\n    count(${n});\n}`,
      (n) => `$total = $total + ${n};`,
      (n) => `// step ${n}\nstep(${n});`,
      (n) => `tell("it's ${n}");`,
    ],
    comment: slashes,
  },
  {
    languageId: 'ruby',
    extension: 'rb',
    step: '  ',
    header: ['# frozen_string_literal: true', ''],
    imports: [`require 'set'`],
    newImport: `require 'json'`,
    unit: framed('  ', (name) => `def ${name}(limit, total)`, 'end'),
    holder: membersIn('  ', (name) => `class ${name[0]?.toUpperCase()}${name.slice(1)}`, 'end'),
    method: framed('  ', (name) => `def ${name}(limit)`, 'end'),
    statements: rubyLike,
    comment: hashes,
  },
  {
    languageId: 'shellscript',
    extension: 'sh',
    step: '  ',
    header: ['#!/usr/bin/env bash'],
    imports: ['source ./first.sh'],
    newImport: 'source ./fresh.sh',
    unit: framed('  ', (name) => `${name}() {`, '}'),
    statements: [
      (n) => `run ${n} "a < b && ${n}"`,
      (n) => `if [ "$limit" -gt ${n} ]; then\n  count ${n}\nfi`,
      (n) => `total=$((total + ${n}))`,
      (n) => `# step ${n}\nstep ${n} && go`,
      (n) => `tell "it's ${n}"`,
    ],
    comment: hashes,
  },
  {
    languageId: 'powershell',
    extension: 'ps1',
    step: '    ',
    header: [],
    imports: ['Import-Module First'],
    newImport: 'Import-Module Fresh',
    unit: framed('    ', (name) => `function ${name} {`, '}'),
    statements: [
      (n) => `Run-It ${n} "a < b & ${n}"`,
      (n) => `if ($limit -gt ${n}) {\n    Count-It ${n}\n}`,
      (n) => `$total = $total + ${n}`,
      (n) => `# step ${n}\nStep-It ${n}`,
      (n) => `Tell-It "it's ${n}"`,
    ],
    comment: hashes,
  },
  {
    languageId: 'lua',
    extension: 'lua',
    step: '  ',
    header: [],
    imports: ['local first = require("first")'],
    newImport: 'local fresh = require("fresh")',
    unit: framed('  ', (name) => `local function ${name}(limit, total)`, 'end'),
    statements: [
      (n) => `run(${n}, "a < b & ${n}")`,
      (n) => `if limit > ${n} then\n  count(${n})\nend`,
      (n) => `total = total + ${n}`,
      (n) => `-- step ${n}\nstep(${n})`,
      (n) => `tell("it's ${n}")`,
    ],
    comment: (text) => `-- ${text}`,
  },
  {
    languageId: 'kotlin',
    // Its parser takes four times as long for twice as much: 15 s for 16,000 lines.
    mostLines: 2000,
    extension: 'kt',
    step: '    ',
    header: ['package sample'],
    imports: ['import first.One'],
    newImport: 'import fresh.New',
    unit: framed('    ', (name) => `fun ${name}(limit: Int, total: Int) {`, '}'),
    holder: membersIn('    ', (name) => `class ${name} {`, '}'),
    method: framed('    ', (name) => `fun ${name}(limit: Int) {`, '}'),
    statements: [
      (n) => `run(${n}, "a < b && ${n}")`,
      (n) => `if (limit > ${n} && limit < ${n + 9}) {\n    count(${n})\n}`,
      (n) => `val x${n} = total + ${n}`,
      (n) => `// step ${n}\nstep(${n})`,
      (n) => `tell("it's ${n}")`,
    ],
    comment: slashes,
  },
  {
    languageId: 'scala',
    extension: 'scala',
    step: '  ',
    header: ['package sample'],
    imports: ['import first.One'],
    newImport: 'import fresh.New',
    unit: framed('  ', (name) => `def ${name}(limit: Int, total: Int): Unit = {`, '}'),
    holder: membersIn('  ', (name) => `class ${name} {`, '}'),
    method: framed('  ', (name) => `def ${name}(limit: Int): Unit = {`, '}'),
    statements: [
      (n) => `run(${n}, "a < b && ${n}")`,
      (n) => `if (limit > ${n} && limit < ${n + 9}) {\n  count(${n})\n}`,
      (n) => `val x${n} = total + ${n}`,
      (n) => `// step ${n}\nstep(${n})`,
      (n) => `tell("it's ${n}")`,
    ],
    comment: slashes,
  },
  {
    languageId: 'elixir',
    extension: 'ex',
    step: '  ',
    header: [],
    imports: ['import First'],
    newImport: 'import Fresh',
    unit: framed('  ', (name) => `def ${name}(limit, total) do`, 'end'),
    holder: membersIn('  ', (name) => `defmodule ${name[0]?.toUpperCase()}${name.slice(1)} do`, 'end'),
    method: framed('  ', (name) => `def ${name}(limit) do`, 'end'),
    statements: [
      (n) => `run(${n}, "a < b & ${n}")`,
      (n) => `if limit > ${n} do\n  count(${n})\nend`,
      (n) => `total = total + ${n}`,
      (n) => `# step ${n}\nstep(${n})`,
      (n) => `tell("it's ${n}")`,
    ],
    comment: hashes,
  },
  {
    languageId: 'r',
    extension: 'r',
    step: '  ',
    header: [],
    imports: ['library(first)'],
    newImport: 'library(fresh)',
    unit: framed('  ', (name) => `${name} <- function(limit, total) {`, '}'),
    statements: [
      (n) => `run(${n}, "a < b & ${n}")`,
      (n) => `if (limit > ${n} && limit < ${n + 9}) {\n  count(${n})\n}`,
      (n) => `total <- total + ${n}`,
      (n) => `# step ${n}\nstep(${n})`,
      (n) => `tell("it's ${n}")`,
    ],
    comment: hashes,
  },
  {
    languageId: 'zig',
    extension: 'zig',
    step: '    ',
    header: [],
    imports: ['const first = @import("first");'],
    newImport: 'const fresh = @import("fresh");',
    unit: framed('    ', (name) => `pub fn ${name}(limit: u32, total: u32) void {`, '}'),
    statements: [
      (n) => `run(${n}, "a < b & ${n}");`,
      (n) => `if (limit > ${n}) {\n    count(${n});\n}`,
      (n) => `const x${n} = total + ${n};`,
      (n) => `// step ${n}\nstep(${n});`,
      (n) => `tell("it's ${n}");`,
    ],
    comment: slashes,
  },
];
