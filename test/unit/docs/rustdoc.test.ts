import assert from 'node:assert/strict';
import { documentAll, documented } from './documentText.ts';

describe('Rustdoc', () => {
  it('has sections for what the signature and the body have', async () => {
    const file = [
      'impl S {',
      '    #[inline]',
      '    pub fn f(&self, mut a: &str, b: u8) -> Result<u8, E> {',
      '        Ok(self.v[b as usize])',
      '    }',
      '}',
      '',
    ].join('\n');
    const text = await documented('rust', file, {
      details: 'Like `Vec<T>` or Vec<T>, see [b].',
      parameters: [
        { name: 'a', description: 'First' },
        { name: 'b', description: 'Index' },
      ],
      returns: { description: 'The value.' },
      errors: [{ name: 'E', description: 'If gone.' }],
      panics: 'If out of range.',
      example: 'let s = S::new();\ns.f("a", 1)?;',
    });
    assert.equal(
      text,
      [
        'impl S {',
        '    /// Does it.',
        '    ///',
        '    /// Like `Vec<T>` or Vec\\<T\\>, see \\[b\\].',
        '    ///',
        '    /// # Arguments',
        '    ///',
        '    /// * `a` - First',
        '    /// * `b` - Index',
        '    ///',
        '    /// # Returns',
        '    ///',
        '    /// The value.',
        '    ///',
        '    /// # Errors',
        '    ///',
        '    /// If gone.',
        '    ///',
        '    /// # Panics',
        '    ///',
        '    /// If out of range.',
        '    ///',
        '    /// # Examples',
        '    ///',
        '    /// ```ignore',
        '    /// let s = S::new();',
        '    /// s.f("a", 1)?;',
        '    /// ```',
        ...file.split('\n').slice(1),
      ].join('\n'),
    );
  });

  it('leaves out errors, panics and returns that the code does not have, and lists several errors', async () => {
    const words = {
      returns: { description: 'r' },
      errors: [{ description: 'a' }, { description: 'b' }],
      panics: 'p',
    };
    assert.equal(await documented('rust', 'fn f() {}\n', words), '/// Does it.\nfn f() {}\n');
    const text = await documented('rust', 'fn f() -> Result<(), E>;\n', words);
    assert.match(text, /\/\/\/ # Errors\n\/\/\/\n\/\/\/ \* a\n\/\/\/ \* b\nfn/);
  });

  it('documents structs, enums, traits, modules, constants and macros above their attributes', async () => {
    const items = [
      '#[derive(Debug)]\nstruct S;',
      'enum E { A }',
      'trait T {}',
      'mod m;',
      'const C: u8 = 1;',
      'macro_rules! q { () => {} }',
    ];
    const text = await documented('rust', `${items.join('\n')}\n`, {});
    assert.equal(text, `${items.map((item) => `/// Does it.\n${item}`).join('\n')}\n`);
  });

  it('is not written without words', async () => {
    const outcome = await documentAll('rust', 'fn f() {}\n', { summary: '#' });
    assert.equal(outcome.kind === 'refused' && outcome.reason, 'noWords');
  });
});
