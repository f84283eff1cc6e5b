import * as vscode from 'vscode';
import { longestKept, proposalRecord, type ProposalRecord } from './proposalRecord.ts';

/** Proposals of this workspace that are remembered; of those decided the oldest go first. */
const mostKept = 50;

/** Bytes of a stored proposal that is still read. */
const largestFile = 12_000_000;

/** The proposals of this workspace: in memory, and in a folder of the workspace's storage where there is one. */
export interface ProposalRecords {
  /** Latest first. */
  readonly all: () => Promise<readonly ProposalRecord[]>;
  readonly get: (id: string) => Promise<ProposalRecord | undefined>;
  readonly put: (record: ProposalRecord) => Promise<void>;
  readonly remove: (ids: readonly string[]) => Promise<void>;
}

/** Reads the folder when it is first asked for something; what cannot be read there is taken away. */
export function createProposalRecords(folder: vscode.Uri | undefined): ProposalRecords {
  const records = new Map<string, ProposalRecord>();
  let reading: Promise<void> | undefined;
  // One after another, so that an older state never replaces a newer one.
  let writing: Promise<unknown> = Promise.resolve();

  const ready = (): Promise<void> => (reading ??= folder === undefined ? Promise.resolve() : read(folder));

  async function read(from: vscode.Uri): Promise<void> {
    const names = await vscode.workspace.fs.readDirectory(from).then(
      (entries) => entries.flatMap(([name, type]) => (type === vscode.FileType.File ? [name] : [])),
      () => [],
    );
    for (const name of names) {
      const uri = vscode.Uri.joinPath(from, name);
      const record = await readRecord(uri);
      // What was put while this was read is newer.
      if (record !== undefined && !records.has(record.id)) records.set(record.id, record);
      if (record === undefined) await drop(uri);
    }
    await keepBound();
  }

  async function write(record: ProposalRecord): Promise<void> {
    if (folder === undefined || (record.waiting?.text.length ?? 0) > longestKept) return;
    await vscode.workspace.fs.createDirectory(folder);
    const bytes = Buffer.from(JSON.stringify(record));
    await vscode.workspace.fs.writeFile(fileOf(folder, record.id), bytes);
  }

  async function forget(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      records.delete(id);
      if (folder !== undefined) await drop(fileOf(folder, id));
    }
  }

  async function keepBound(): Promise<void> {
    const tooMany = records.size - mostKept;
    if (tooMany <= 0) return;
    const oldest = latestFirst(records).toReversed();
    const decidedFirst = [
      ...oldest.filter(({ status }) => status !== 'waiting'),
      ...oldest.filter(({ status }) => status === 'waiting'),
    ];
    await forget(decidedFirst.slice(0, tooMany).map(({ id }) => id));
  }

  function inTurn(work: () => Promise<void>): Promise<void> {
    const done = writing.then(work);
    writing = done.catch(() => undefined);
    return done;
  }

  return {
    async all() {
      await ready();
      return latestFirst(records);
    },
    async get(id) {
      await ready();
      return records.get(id);
    },
    async put(record) {
      records.set(record.id, record);
      await inTurn(async () => {
        await ready();
        // Of several states that wait to be written, the last is enough.
        if (records.get(record.id) === record) await write(record);
        await keepBound();
      });
    },
    async remove(ids) {
      await ready();
      for (const id of ids) records.delete(id);
      await inTurn(() => forget(ids));
    },
  };
}

function latestFirst(records: ReadonlyMap<string, ProposalRecord>): readonly ProposalRecord[] {
  return [...records.values()].toSorted((one, other) => other.at - one.at);
}

function fileOf(folder: vscode.Uri, id: string): vscode.Uri {
  return vscode.Uri.joinPath(folder, `${id}.json`);
}

async function readRecord(uri: vscode.Uri): Promise<ProposalRecord | undefined> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > largestFile) return undefined;
    const bytes = await vscode.workspace.fs.readFile(uri);
    const parsed = proposalRecord.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8')));
    return parsed.success && uri.path.endsWith(`/${parsed.data.id}.json`) ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

async function drop(uri: vscode.Uri): Promise<void> {
  try {
    await vscode.workspace.fs.delete(uri);
  } catch {
    // It is gone already, or was never written.
  }
}
