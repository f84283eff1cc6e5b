import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipEntries } from '../../support/zipEntries.ts';

describe('Zip entries', () => {
  const folder = mkdtempSync(join(tmpdir(), 'opencrates-zip-'));
  after(() => rmSync(folder, { recursive: true }));

  const write = (bytes: Buffer): string => {
    const file = join(folder, 'a.zip');
    writeFileSync(file, bytes);
    return file;
  };

  it('are read from the directory at the end', () => {
    const name = Buffer.from('extension/größe.js');
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt32LE(12, 20);
    entry.writeUInt32LE(34, 24);
    entry.writeUInt16LE(name.length, 28);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(1, 10);
    const found = zipEntries(write(Buffer.concat([entry, name, end])));
    assert.deepEqual(found, [{ name: 'extension/größe.js', packed: 12, size: 34 }]);
  });

  it('of a file that is no archive are refused', () => {
    assert.throws(() => zipEntries(write(Buffer.alloc(100))), /is not a zip archive/);
  });
});
