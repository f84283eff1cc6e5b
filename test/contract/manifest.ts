import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../support/repositoryRoot.ts';

interface Item {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
  readonly key?: string;
  readonly mac?: string;
}

/** A setting as the manifest declares it. */
export interface SettingDeclaration {
  readonly type: string | readonly string[];
  readonly default: unknown;
  readonly scope: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly markdownDescription: string;
}

/** The parts of `package.json` that the contract is about. */
export interface Manifest {
  readonly activationEvents: readonly string[];
  readonly engines: { readonly vscode: string };
  readonly extensionKind: readonly string[];
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] };
  };
  readonly contributes: {
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly category: string;
      readonly enablement?: string;
    }[];
    readonly menus: Readonly<Record<string, readonly Item[]>>;
    readonly keybindings: readonly Item[];
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly when?: string }[]>>;
    readonly configuration: { readonly properties: Readonly<Record<string, SettingDeclaration>> };
  };
}

/** The manifest as it stands. */
export const manifest: Manifest = readJson('package.json');

/** The manifest's words in English, by key. */
export const words: Readonly<Record<string, string>> = readJson('package.nls.json');

/** Every `when` and `enablement` clause of the manifest. */
export function clauses(): readonly string[] {
  const { commands, menus, keybindings, views } = manifest.contributes;
  const items: readonly { readonly when?: string; readonly enablement?: string }[] = [
    ...commands,
    ...Object.values(menus).flat(),
    ...keybindings,
    ...Object.values(views).flat(),
  ];
  return items.flatMap(({ when, enablement }) => [when, enablement]).filter((clause) => clause !== undefined);
}

// oxlint-disable-next-line typescript/no-explicit-any -- each caller names the type it expects
function readJson(name: string): any {
  return JSON.parse(readFileSync(join(repositoryRoot, name), 'utf8'));
}
