import { parse as parseToml } from 'smol-toml';
import type { ConfigFile } from './config.ts';

/** Bytes a file may have; nobody writes more by hand. */
export const configFileLimit = 64 * 1024;

/** Why a file as a whole is not used. */
export type ConfigFileProblem = 'tooLarge' | 'notUtf8' | 'notToml' | 'notJson';

/** Deeper than any value of ours. */
const deepest = 3;
const mostEntries = 200;

/**
 * Reads a folder's `opencrates.toml` or `opencrates.json` (told apart by the name): tables become dotted names, so that
 * `[timeouts]` `idle = 30` and `"timeouts.idle": 30` say the same. Values stay unchecked. Never throws.
 */
export function readConfigFile(name: string, bytes: Uint8Array): ConfigFile | ConfigFileProblem {
  if (bytes.byteLength > configFileLimit) return 'tooLarge';
  const isToml = name.endsWith('.toml');
  const text = decoded(bytes);
  if (text === undefined) return 'notUtf8';
  const parsed = isToml ? attempt(() => parseToml(text)) : attempt((): unknown => JSON.parse(text));
  if (!isTable(parsed)) return isToml ? 'notToml' : 'notJson';
  // A map, since a file can name any key, those of every object's prototype included.
  const values = new Map<string, unknown>();
  flatten(parsed, [], values);
  return { name, values };
}

/** The text without its byte order mark; undefined when it is not UTF-8. */
function decoded(bytes: Uint8Array): string | undefined {
  return attempt(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes));
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function flatten(
  table: Readonly<Record<string, unknown>>,
  path: readonly string[],
  into: Map<string, unknown>,
): void {
  for (const [key, value] of Object.entries(table)) {
    if (into.size >= mostEntries) return;
    const name = [...path, key];
    if (isTable(value) && name.length < deepest) flatten(value, name, into);
    else into.set(name.join('.'), value);
  }
}
