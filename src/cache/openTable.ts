import { dirname } from 'node:path';
import type { Clock } from '../provider/clock.ts';
import { fileIdentity, openAnswerFile, setAside, type Sqlite } from './answerFile.ts';
import { type AnswerTable, createAnswerTable } from './answerTable.ts';
import { type FileSystemOf, isNetworkFolder } from './networkFolder.ts';
import { StoreError, type StoreTrouble, troubleOf } from './storeTrouble.ts';

/** Where the table is, and what of the surroundings is asked. */
export interface TablePlace {
  readonly path: string;
  readonly clock: Clock;
  readonly loadSqlite: () => Promise<Sqlite>;
  readonly fileSystemOf?: FileSystemOf | undefined;
  /** Told when a damaged file was put aside and a new one is made. */
  readonly onTrouble: (trouble: StoreTrouble) => void;
}

/** A table, and what tells its file from another under the same name. */
export interface OpenTable extends AnswerTable {
  readonly identity: number | undefined;
}

/** Opens the file with its table; a damaged one is put aside for a new one. Throws what `troubleOf` understands. */
export async function openTable(place: TablePlace): Promise<OpenTable> {
  const sqlite = await place.loadSqlite().catch(() => undefined);
  if (sqlite === undefined) throw new StoreError('unavailable');
  if (await isNetworkFolder(dirname(place.path), place.clock, place.fileSystemOf))
    throw new StoreError('networkFolder');
  const identity = fileIdentity(place.path);
  try {
    return tableIn(sqlite, place);
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble !== 'damaged' && trouble !== 'changed') throw error;
    setAside(place.path, identity);
    place.onTrouble('damaged');
    return tableIn(sqlite, place);
  }
}

function tableIn(sqlite: Sqlite, { path }: TablePlace): OpenTable {
  const database = openAnswerFile(sqlite, path);
  try {
    return { ...createAnswerTable(database), identity: fileIdentity(path) };
  } catch (error) {
    database.close();
    throw error;
  }
}
