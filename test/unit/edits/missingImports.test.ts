import assert from 'node:assert/strict';
import { missingImports, usedImports } from '../../../src/edits/missingImports.ts';

describe('missingImports', () => {
  it('leaves out what is there, also inside longer statements', () => {
    const script = ["import { a, b } from 'x';", "import d, * as all from 'y';", "import './z.css';"];
    assert.deepEqual(missingImports(script, ["import { b } from 'x'", "import './z.css'"], 'typescript'), []);
    assert.deepEqual(missingImports(script, ["import e, { a, c } from 'x';"], 'typescript'), [
      "import e, { c } from 'x';",
    ]);
    assert.deepEqual(missingImports(script, ["import type { a } from 'x';"], 'typescript'), [
      "import type { a } from 'x';",
    ]);
  });

  it('knows the statements of Python, Rust and Go', () => {
    assert.deepEqual(
      missingImports(
        ['from a import (b,\n  c)', 'import os, sys as s'],
        ['from a import c, d', 'import os', 'import re'],
        'python',
      ),
      ['from a import d', 'import re'],
    );
    assert.deepEqual(
      missingImports(
        ['use std::{fmt, io::{self, Read}};'],
        ['use std::io;', 'use std::fmt::Write;', 'use std::{fmt, rc::{Rc, Weak}};', 'pub use a::{b, };'],
        'rust',
      ),
      ['use std::fmt::Write;', 'use std::rc::Rc;', 'use std::rc::Weak;', 'pub use a::{b, };'],
    );
    assert.deepEqual(
      missingImports(
        ['import (\n\t"fmt"\n\tx "a/b"\n)'],
        ['import (\n\t"fmt"\n\t"os"\n)', 'import x "a/b"'],
        'go',
      ),
      ['import "os"'],
    );
  });

  it('compares whole statements in other languages', () => {
    assert.deepEqual(missingImports(['#include  <a.h>'], ['#include <a.h>', '#include "b.h"'], 'cpp'), [
      '#include "b.h"',
    ]);
    assert.deepEqual(missingImports([], ["import x = require('x');", 'use'], 'typescript').length, 2);
    assert.deepEqual(missingImports([], ['use nothing', 'x'], 'rust').length, 2);
    assert.deepEqual(missingImports([], ['x'], 'python').length, 1);
  });
});

describe('usedImports', () => {
  it('keeps what the code names and what works unnamed', () => {
    const kept = (languageId: string, statements: readonly string[], code: string): readonly string[] =>
      usedImports(statements, [code], languageId);
    assert.deepEqual(
      kept(
        'typescript',
        ["import { a, b as c } from 'x';", "import * as all from 'y';", "import 'z';"],
        'c(1)',
      ),
      ["import { b as c } from 'x';", "import 'z';"],
    );
    assert.deepEqual(kept('python', ['import os.path', 'import numpy as np, re'], 'os.path.join(np)'), [
      'import os.path',
      'import numpy as np',
    ]);
    assert.deepEqual(kept('go', ['import (\n\t"net/http"\n\tx "a/b"\n\t"os"\n)'], 'http.Get(x.Y)'), [
      'import "net/http"',
      'import x "a/b"',
    ]);
    assert.deepEqual(kept('java', ['import a.B;', 'import a.C;', 'import a.*;'], 'new B()'), [
      'import a.B;',
      'import a.*;',
    ]);
    assert.deepEqual(kept('rust', ['use std::io::Write;'], 'x()'), ['use std::io::Write;']);
  });
});

describe('missingImports in time', () => {
  it('reads a statement full of blanks at once', function () {
    this.timeout(1000);
    const statement = `import a${' '.repeat(50_000)}{`;
    assert.deepEqual(missingImports([], [statement], 'typescript'), [statement]);
  });
});
