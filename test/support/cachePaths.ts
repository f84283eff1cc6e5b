import os from 'node:os';
import path from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** Absolute folder of what may be fetched again: `$XDG_CACHE_HOME/opencrates`, else `~/.cache/opencrates`. */
export function cacheRoot(environment: Environment = process.env): string {
  return underHome(environment, 'XDG_CACHE_HOME', '.cache');
}

/** Absolute folder of what a person made and keeps: `$XDG_STATE_HOME/opencrates`, else `~/.local/state/opencrates`. */
export function stateRoot(environment: Environment = process.env): string {
  return underHome(environment, 'XDG_STATE_HOME', path.join('.local', 'state'));
}

function underHome(environment: Environment, variable: string, fallback: string): string {
  const value = environment[variable];
  // The XDG specification: a relative path there is invalid and ignored.
  const base =
    value !== undefined && path.isAbsolute(value)
      ? value
      : path.join(environment['HOME'] ?? os.homedir(), fallback);
  return path.join(base, 'opencrates');
}
