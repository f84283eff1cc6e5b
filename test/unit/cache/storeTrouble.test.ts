import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { StoreError, troubleOf } from '../../../src/cache/storeTrouble.ts';

function withCode(code: string): Error {
  return Object.assign(new Error('x'), { code });
}

function withResultCode(errcode: number): Error {
  return Object.assign(new Error('x'), { code: 'ERR_SQLITE_ERROR', errcode });
}

describe('Trouble with the store', () => {
  it('is known by the primary part of SQLite’s result code', () => {
    const codes = [1, 3, 5, 261, 6, 8, 10, 266, 11, 13, 14, 15, 22, 26, 99];
    assert.deepEqual(
      codes.map((code) => troubleOf(withResultCode(code))),
      [
        'changed',
        'notWritable',
        'busy',
        'busy',
        'busy',
        'notWritable',
        'diskError',
        'diskError',
        'damaged',
        'diskFull',
        'notWritable',
        'busy',
        'networkFolder',
        'damaged',
        'diskError',
      ],
    );
  });

  it('reads the code from a failure as SQLite throws it', () => {
    using database = new DatabaseSync(':memory:');
    assert.throws(
      () => database.prepare('SELECT 1 FROM missing'),
      (error) => troubleOf(error) === 'changed',
    );
  });

  it('is known by the code of a system error, and by our own reason', () => {
    assert.equal(troubleOf(withCode('ENOSPC')), 'diskFull');
    assert.equal(troubleOf(withCode('EDQUOT')), 'diskFull');
    assert.equal(troubleOf(withCode('EROFS')), 'notWritable');
    assert.equal(troubleOf(new StoreError('newerVersion')), 'newerVersion');
  });

  it('is a failure of the disk when nothing is known of it', () => {
    assert.equal(troubleOf(new Error('x')), 'diskError');
    assert.equal(troubleOf('x'), 'diskError');
  });
});
