import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../support/repositoryRoot.ts';

/** What the `openai` package's type declarations announce: models by the day they end, days in order. */
export function announcedShutdowns(): Readonly<Record<string, readonly string[]>> {
  const file = join(repositoryRoot, 'node_modules/openai/resources/shared.d.ts');
  return readShutdowns(readFileSync(file, 'utf8'));
}

/** The same, out of the text of a declaration file. */
export function readShutdowns(declarations: string): Readonly<Record<string, readonly string[]>> {
  const comment = /\* Deprecated values:([\s\S]*?)\*\//.exec(declarations)?.[1] ?? '';
  const items = comment.replaceAll(/\s*\n\s*\*\s?/g, ' ').split(/(?:^|\s)- (?=")/);
  const byDay = new Map<string, string[]>();
  for (const item of items) {
    const day = /Announced shutdown\s+date:\s+(\d{4}-\d{2}-\d{2})/.exec(item)?.[1];
    if (day === undefined) continue;
    const models = [...item.matchAll(/"([^"]+)"/g)].map(([, model = '']) => model);
    byDay.set(day, [...(byDay.get(day) ?? []), ...models].toSorted());
  }
  return Object.fromEntries([...byDay].toSorted(([a], [b]) => a.localeCompare(b)));
}
