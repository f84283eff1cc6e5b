import { randomBytes } from 'node:crypto';
import type * as vscode from 'vscode';

const secretName = 'opencrates.metricsToken';

/** The token of the metrics listener, the same in all windows; made when it is first asked for. */
export async function metricsToken(secrets: Pick<vscode.SecretStorage, 'get' | 'store'>): Promise<string> {
  const kept = await secrets.get(secretName);
  if (kept !== undefined && /^[\w-]{43}$/u.test(kept)) return kept;
  const fresh = randomBytes(32).toString('base64url');
  await secrets.store(secretName, fresh);
  return fresh;
}
