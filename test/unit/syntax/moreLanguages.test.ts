import assert from 'node:assert/strict';
import { languageTables } from '../../../src/syntax/languages/languageTables.ts';
import { syntax } from '../../support/syntax.ts';

interface Outline {
  readonly units: readonly string[];
  readonly imports: readonly number[];
  readonly comments: readonly number[];
}

async function outline(languageId: string, ...lines: readonly string[]): Promise<Outline> {
  using tree = await syntax.parse(languageId, lines.join('\n'));
  assert.ok(tree);
  assert.equal(tree.errorCount, 0);
  return {
    units: tree
      .units()
      .map(
        (unit) =>
          `${unit.kind} ${unit.parent === undefined ? '' : `${unit.parent.name}.`}${unit.name} ${unit.commentStartLine}-${unit.endLine}`,
      ),
    imports: tree.imports().map(({ startLine }) => startLine),
    comments: tree.comments().map(({ startLine }) => startLine),
  };
}

describe('Languages with a compressed grammar', function () {
  // The first test of a language loads its grammar.
  this.timeout(30_000);

  it('have units, imports and comments in Lua', async () => {
    assert.deepEqual(
      await outline(
        'lua',
        'local json = require("json")',
        'require "x"',
        '-- About.',
        'local function one(a)',
        '  local x = 1',
        'end',
        'function M.two() end',
        'function M:three() end',
        'local f = function() end',
        'M.g = function() end',
        'y = 1',
      ),
      {
        units: [
          'function one 2-5',
          'function M.two 6-6',
          'function M:three 7-7',
          'function f 8-8',
          'function M.g 9-9',
        ],
        imports: [0, 1],
        comments: [2],
      },
    );
  });

  it('have units, imports and comments in Kotlin', async () => {
    assert.deepEqual(
      await outline(
        'kotlin',
        'package a',
        '',
        'import b.C',
        '',
        '/** Doc */',
        '@Anno',
        'fun one(a: Int): Int {',
        '  val local = 1',
        '  return a',
        '}',
        'class Box(val a: Int) {',
        '  fun two() {}',
        '  val p = 1',
        '}',
        'interface I { fun x() }',
        'object O { }',
        'enum class E { A }',
        'typealias T = Int',
        'val top = 1',
      ),
      {
        units: [
          'function one 4-9',
          'class Box 10-13',
          'method Box.two 11-11',
          'interface I 14-14',
          'method I.x 14-14',
          'class O 15-15',
          'enum E 16-16',
          'type T 17-17',
          'variable top 18-18',
        ],
        imports: [2],
        comments: [4],
      },
    );
  });

  it('have units, imports and comments in Scala', async () => {
    assert.deepEqual(
      await outline(
        'scala',
        'import a.B',
        '',
        '// Doc',
        '@anno',
        'def one(a: Int): Int = {',
        '  a',
        '}',
        'class Box(a: Int) {',
        '  def two(): Unit = {}',
        '}',
        'trait T { def x: Int }',
        'object O { }',
        'enum E { case A }',
        'type S = Int',
        'val top = 1',
        'var (u, v) = w',
      ),
      {
        units: [
          'function one 2-6',
          'class Box 7-9',
          'method Box.two 8-8',
          'trait T 10-10',
          'method T.x 10-10',
          'class O 11-11',
          'enum E 12-12',
          'type S 13-13',
          'variable top 14-14',
        ],
        imports: [0],
        comments: [2],
      },
    );
  });

  it('have units, imports and comments in Elixir', async () => {
    assert.deepEqual(
      await outline(
        'elixir',
        'defmodule Box do',
        '  alias A.B',
        '  import C',
        '  # About.',
        '  def one(a, b) do',
        '    a',
        '  end',
        '',
        '  defp two(a) when a > 1, do: a',
        '  def three, do: run(1)',
        'end',
      ),
      {
        units: ['module Box 0-10', 'function Box.one 3-6', 'function Box.two 8-8', 'function Box.three 9-9'],
        imports: [1, 2],
        comments: [3],
      },
    );
  });

  it('have units, imports and comments in R', async () => {
    assert.deepEqual(
      await outline(
        'r',
        'library(a)',
        'source("x.R")',
        '# About',
        'one <- function(a) {',
        '  a + 1',
        '}',
        'two = function(x) x',
        'z <- 3',
      ),
      { units: ['function one 2-5', 'function two 6-6'], imports: [0, 1], comments: [2] },
    );
  });

  it('have units, imports and comments in Zig', async () => {
    assert.deepEqual(
      await outline(
        'zig',
        'const std = @import("std");',
        '',
        '/// Doc',
        'pub fn one(a: i32) i32 {',
        '    const local = a;',
        '    return local;',
        '}',
        'const Box = struct {',
        '    a: i32,',
        '    pub fn two() void {}',
        '};',
        'const E = enum { a };',
        'test "x" {',
        '}',
        'const top = 1;',
      ),
      {
        units: [
          'function one 2-6',
          'struct Box 7-10',
          'method Box.two 9-9',
          'enum E 11-11',
          'function "x" 12-13',
          'variable top 14-14',
        ],
        imports: [0],
        comments: [2],
      },
    );
  });

  it('have units, imports and comments in C, which may use the words of C++ as names', async () => {
    assert.deepEqual(
      await outline(
        'c',
        '#include <a.h>',
        '/* About */',
        'static int *one(int class) {',
        '  return new(class);',
        '}',
        'struct s { int a; };',
        'enum e { A };',
        'int proto(int);',
        '#define M(x) x',
      ),
      {
        units: ['function one 1-4', 'struct s 5-5', 'enum e 6-6', 'function proto 7-7', 'function M 8-8'],
        imports: [0],
        comments: [1],
      },
    );
  });

  it('are among at least 18 that have units and imports', () => {
    const tables = [...languageTables].filter(
      ([, table]) => Object.keys(table.units).length > 0 && table.imports.length > 0,
    );
    assert.ok(new Set(tables.map(([, { grammar }]) => grammar)).size >= 18);
  });
});
