import assert from 'node:assert/strict';
import type { AnswerOutcome } from '../../../src/edits/readAnswer.ts';
import { ask, fence } from './askUnit.ts';
import type { Place } from './askUnit.ts';

const file = `@Injectable()
export class Box {
  size = 1;

  /** Grows. */
  @Log()
  grow(by: number): void {
    const add = (): number => by;
    this.size += add();
  }

  tell(): void {}
}

export const other = 1;
`;
const box: Place = { file, languageId: 'typescript', line: 1 };
const grow: Place = { ...box, line: 8 };

async function removed(
  place: Place,
  ...code: readonly string[]
): Promise<readonly string[] | AnswerOutcome['kind']> {
  const outcome = await ask(place, fence('', ...code));
  return outcome.kind === 'needsConsent' ? outcome.removed : outcome.kind;
}

describe('what disappears unasked', function () {
  // The first test of a language loads its grammar.
  this.timeout(20_000);

  const lines = file.split('\n').slice(0, 12);
  const withoutTell = [...lines.slice(0, 9), '  }', '}'];

  it('is listed by name: a member, a decorator, an export', async () => {
    assert.deepEqual(await removed(box, ...withoutTell), ['Box.tell']);
    assert.deepEqual(await removed(grow, 'grow(by: number): void {', '  this.size += by;', '}'), ['@Log()']);
    assert.deepEqual(await removed(box, 'class Box {', ...lines.slice(2), '}'), ['@Injectable()', 'export']);
  });

  it('is not listed when the instruction names it', async () => {
    assert.equal(await removed({ ...box, instruction: 'remove tell' }, ...withoutTell), 'proposal');
    const code = ['grow(by: number): void {', '  this.size += by;', '}'];
    assert.equal(await removed({ ...grow, instruction: 'drop the @Log decorator' }, ...code), 'proposal');
  });

  it('is not what lived inside a function, nor the name of the unit itself', async () => {
    const code = ['@Log()', 'grow(by: number): void {', '  this.size += by;', '}'];
    assert.equal(await removed(grow, ...code), 'proposal');
    assert.equal(await removed(grow, ...code.map((line) => line.replace('grow', 'enlarge'))), 'proposal');
    const renamed = [...lines, '}'].map((line) => line.replace('Box', 'Crate'));
    assert.equal(await removed(box, ...renamed), 'proposal');
    assert.deepEqual(await removed(box, ...renamed.toSpliced(11, 1)), ['Box.tell']);
  });

  it('is listed in other languages too', async () => {
    const rust = '#[inline]\npub fn one() -> u32 {\n    1\n}\n';
    const place: Place = { file: rust, languageId: 'rust', line: 2 };
    assert.deepEqual(await removed(place, 'fn one() -> u32 {', '    2', '}'), ['#[inline]', 'pub']);
    const java = 'class A {\n    @Override\n    public int go() {\n        return 1;\n    }\n}\n';
    const go: Place = { file: java, languageId: 'java', line: 3 };
    assert.deepEqual(await removed(go, 'public int go() {', '    return 2;', '}'), ['@Override']);
    const python = '@cached\ndef one():\n    return 1\n';
    const one: Place = { file: python, languageId: 'python', line: 2 };
    assert.deepEqual(await removed(one, 'def one():', '    return 2'), ['@cached']);
  });

  it('are fields and variants too, in a type that stays, is renamed or is gone', async () => {
    const rust = 'enum A {\n    B,\n    C(u8),\n    D,\n}\n';
    const variants: Place = { file: rust, languageId: 'rust', line: 1 };
    assert.deepEqual(await removed(variants, 'enum A {', '    C(u16),', '    E,', '}'), ['A.B', 'A.D']);
    const python = '@dataclass\nclass A:\n    b: int\n    c: int = 1\n\nd = 1\n';
    const fields: Place = { file: python, languageId: 'python', line: 2 };
    assert.deepEqual(await removed(fields, '@dataclass', 'class E:', '    c: int = 2'), ['A.b']);
    assert.deepEqual(await removed(fields, 'a = A(1)'), ['A.b', 'A.c']);
    const named = { ...fields, instruction: 'We do not need b' };
    assert.equal(await removed(named, '@dataclass', 'class A:', '    c: int = 1'), 'proposal');
  });

  it('says which hostile characters the file did not have', async () => {
    const answer = fence('ts', '@Log()', 'grow(by: number): void {', '  this.size += by; // \u202E', '}');
    const outcome = await ask(grow, answer);
    assert.deepEqual(outcome.kind === 'needsConsent' && outcome.characters, [
      { kind: 'bidi', codePoint: 'U+202E', name: 'RIGHT-TO-LEFT OVERRIDE', line: 7 },
    ]);
  });
});
