import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { installPythonPackages } from './installPythonPackages.ts';
import { repositoryRoot } from './repositoryRoot.ts';
import type { Report } from './stepEvent.ts';

/** Returns the folder that holds the LiteLLM proxy's Python packages, installing them on first use (a minute, 750 MB). */
export async function installLiteLlm(report: Report, signal?: AbortSignal): Promise<string> {
  const requirements = await readFile(path.join(repositoryRoot, 'test/servers/litellm.txt'), 'utf8');
  const version = /^litellm==(\S+)/m.exec(requirements)?.[1] ?? '';
  const digest = createHash('sha256').update(requirements).digest('hex').slice(0, 12);
  const packages = {
    title: `Model proxy: LiteLLM ${version}`,
    folder: path.join('servers', `litellm-${version}-${digest}`),
    requirements,
    expectedBytes: 900_000_000,
  };
  return installPythonPackages(packages, report, signal);
}
