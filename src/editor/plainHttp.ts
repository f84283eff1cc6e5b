import * as vscode from 'vscode';
import type { PlainHttpConsent } from '../openai/transport/plainHttpFetch.ts';
import { endpointHost, transportRule } from '../provider/endpoint.ts';

/** What a person allowed to go over plain http to private addresses, remembered on this computer by host. */
export interface PlainHttp extends vscode.Disposable {
  readonly consentTo: (host: string) => PlainHttpConsent;
  /**
   * True when something may be sent to `endpoint`. Asks where plain http would go to a private address that was not
   * confirmed, and, when `hasKey`, whether the key may go there too.
   */
  readonly confirm: (endpoint: string, hasKey: boolean) => Promise<boolean>;
}

/** `code`: nothing was said of a key. */
type Answer = 'code' | 'codeNotKey' | 'codeAndKey';

const memoryKey = 'opencrates.plainHttp';

/** Answers are kept in `memory`; what was said of keys is forgotten when `onDidChangeKeys` fires. */
export function createPlainHttp(
  memory: Pick<vscode.Memento, 'get' | 'update'>,
  onDidChangeKeys: vscode.Event<void>,
): PlainHttp {
  const answers = (): Readonly<Record<string, Answer>> => answersIn(memory.get<unknown>(memoryKey));
  const watching = onDidChangeKeys(() => {
    const hosts = Object.keys(answers());
    if (hosts.length > 0)
      void memory.update(memoryKey, Object.fromEntries(hosts.map((host) => [host, 'code'])));
  });
  return {
    consentTo(host) {
      const answer = answers()[host];
      if (answer === undefined) return 'nothing';
      return answer === 'codeAndKey' ? 'codeAndKey' : 'code';
    },
    async confirm(endpoint, hasKey) {
      if (transportRule(endpoint) !== 'confirm') return true;
      const host = endpointHost(endpoint);
      const known = answers()[host];
      if (known !== undefined && (known !== 'code' || !hasKey)) return true;
      const answer = await ask(host, hasKey);
      if (answer === undefined) return false;
      await memory.update(memoryKey, { ...answers(), [host]: answer });
      return true;
    },
    dispose: () => watching.dispose(),
  };
}

async function ask(host: string, hasKey: boolean): Promise<Answer | undefined> {
  const codeOnly = vscode.l10n.t('Send Code Only');
  const codeAndKey = vscode.l10n.t('Send Code and Key');
  const code = vscode.l10n.t('Send Code');
  const sentence = vscode.l10n.t(
    'The way to {0} is not encrypted: others in its network can read what is sent there.',
    host,
  );
  const choices = hasKey ? [codeOnly, codeAndKey] : [code];
  switch (await vscode.window.showWarningMessage(sentence, ...choices)) {
    case code:
      return 'code';
    case codeOnly:
      return 'codeNotKey';
    case codeAndKey:
      return 'codeAndKey';
    default:
      return undefined;
  }
}

function answersIn(stored: unknown): Readonly<Record<string, Answer>> {
  if (typeof stored !== 'object' || stored === null) return {};
  const entries = Object.entries(stored).filter((entry): entry is [string, Answer] => isAnswer(entry[1]));
  return Object.fromEntries(entries);
}

function isAnswer(value: unknown): value is Answer {
  return value === 'code' || value === 'codeNotKey' || value === 'codeAndKey';
}
