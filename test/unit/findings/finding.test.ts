import assert from 'node:assert/strict';
import { parseFinding } from '../../../src/findings/finding.ts';

const whole = {
  category: 'security',
  severity: 'error',
  rule: 'sql-injection',
  message: 'The name reaches SQL.',
  suggestion: 'Use a parameter.',
  quote: 'run("SELECT " + name)',
  symbol: 'find',
};

describe('parseFinding', () => {
  it('takes a finding that is as asked for, with an id', () => {
    const finding = parseFinding(whole);
    assert.match(finding?.id ?? '', /^[\da-f]{16}$/);
    assert.deepEqual(finding, { id: finding?.id, ...whole });
  });

  it('gives the same id to the same remark whatever its words and blanks', () => {
    const again = { ...whole, message: 'Said otherwise.', severity: 'hint', quote: 'run("SELECT "  + name)' };
    assert.equal(parseFinding(again)?.id, parseFinding(whole)?.id);
    assert.notEqual(parseFinding({ ...whole, symbol: 'other' })?.id, parseFinding(whole)?.id);
    assert.notEqual(parseFinding({ ...whole, rule: 'other' })?.id, parseFinding(whole)?.id);
  });

  it('understands categories and severities said in other words', () => {
    const read = (category: unknown, severity: unknown): readonly unknown[] => {
      const finding = parseFinding({ ...whole, category, severity });
      return [finding?.category, finding?.severity];
    };
    assert.deepEqual(read('Security vulnerability', 'CRITICAL'), ['security', 'error']);
    assert.deepEqual(read('best practices', 'low'), ['practice', 'info']);
    assert.deepEqual(read('efficiency', 'trivial'), ['performance', 'hint']);
    assert.deepEqual(read('dead code', 'medium'), ['debt', 'warning']);
    assert.deepEqual(read('correctness', 7), ['bug', 'warning']);
    assert.deepEqual(read(undefined, undefined), ['bug', 'warning']);
  });

  it('writes rules in kebab case and names one without a rule after its category', () => {
    const rule = (said: unknown): string | undefined => parseFinding({ ...whole, rule: said })?.rule;
    assert.equal(rule('offByOne'), 'off-by-one');
    assert.equal(rule(' SQL Injection! '), 'sql-injection');
    assert.equal(rule(''), 'security');
    assert.equal(rule(null), 'security');
    assert.equal(rule('x'.repeat(100))?.length, 60);
  });

  it('joins a quote given as lines and drops only blank lines around it', () => {
    const quote = (said: unknown): string | undefined => parseFinding({ ...whole, quote: said })?.quote;
    assert.equal(quote(['  one', '  two', '']), '  one\n  two');
    assert.equal(quote('\r\n  one\r\ntwo\r\n'), '  one\ntwo');
  });

  it('leaves out an empty symbol and cuts endless texts', () => {
    const finding = parseFinding({ ...whole, symbol: ' ', message: 'm'.repeat(5000), suggestion: undefined });
    assert.equal('symbol' in (finding ?? {}), false);
    assert.equal(finding?.message.length, 1000);
    assert.equal(finding?.suggestion, '');
  });

  it('refuses what has no message or no quote, and what is not an object', () => {
    for (const value of [
      { ...whole, quote: ' \n ' },
      { ...whole, message: 3 },
      {},
      [],
      'text',
      null,
      undefined,
    ]) {
      assert.equal(parseFinding(value), undefined);
    }
  });
});

describe('parseFinding against hostile texts', () => {
  it('takes what reorders or cannot be seen out of the words, not out of the quote', () => {
    const finding = parseFinding({
      message: 'safe \u202Eevil\u200B\u0007 ❤️',
      suggestion: 'do\u2066 it\u{E0041}',
      quote: 'if (x\u202E) {',
    });
    assert.equal(finding?.message, 'safe evil ❤️');
    assert.equal(finding?.suggestion, 'do it');
    assert.equal(finding?.quote, 'if (x\u202E) {');
  });

  it('reads a quote full of blanks at once', function () {
    this.timeout(1000);
    const quote = `a${' '.repeat(200_000)}b`;
    assert.equal(parseFinding({ message: 'm', quote })?.quote, quote);
  });
});
