import { setTimeout as sleep } from 'node:timers/promises';
import { parseDocRecord } from '../../../src/docs/docRecord.ts';
import { symbolsToDocument } from '../../../src/docs/docSymbol.ts';
import { documentFile } from '../../../src/docs/insertDocs.ts';
import { readAnswer } from '../../../src/edits/readAnswer.ts';
import { chooseTarget } from '../../../src/edits/target.ts';
import type { SyntaxTree } from '../../../src/syntax/syntax.ts';
import { contextIn } from '../../support/exampleFile.ts';
import { syntax } from '../../support/syntax.ts';
import { largeModule } from '../latency/largeModule.ts';
import { longestPause } from '../longestPause.ts';

const languageId = 'typescript';
const rounds = 9;

type Module = ReturnType<typeof largeModule>;

/** The work of the verbs on a file, beside what the network and the editor do. */
const works: Readonly<Record<string, (module: Module, tree: SyntaxTree) => Promise<unknown>>> = {
  async 'reading a file'({ text }) {
    using tree = await syntax.parse(languageId, text);
    return tree?.units();
  },
  "a file's context": ({ text, line }, tree) =>
    contextIn(tree, { text, languageId }, { startLine: 0, endLine: 2 * line }),
  async "Generate's answer"({ text, line, answer }, tree) {
    const cursor = { startLine: line, startCharacter: 0, endLine: line, endCharacter: 0 };
    const target = chooseTarget(text, cursor, tree);
    const fenced = `\`\`\`ts\n${answer}\n\`\`\``;
    const read = { file: text, tree, languageId, target, syntax, answer: fenced, ended: 'complete' } as const;
    return isMade((await readAnswer(read)).kind);
  },
  async "Document's answer"({ text, line }, tree) {
    const words = { summary: 'Adds up.', parameters: { values: 'The numbers.' }, returns: 'Their sum.' };
    const parsed = parseDocRecord(JSON.stringify(words));
    if (parsed.kind !== 'record') throw new Error('no record');
    const { record } = parsed;
    const symbols = symbolsToDocument(tree, { startLine: line, endLine: line });
    const entries = symbols.map((symbol) => ({ symbol, record }));
    return isMade((await documentFile({ syntax, languageId, file: text, entries })).kind);
  },
};

export const turnNames: readonly string[] = Object.keys(works);

function isMade(kind: string): void {
  if (kind !== 'proposal') throw new Error(`no proposal: ${kind}`);
}

/** The longest time, in milliseconds, in which each work let nobody else have a turn; the first round is not counted. */
export async function longestTurns(lines: number): Promise<readonly (readonly [string, number])[]> {
  const module = largeModule(lines / 8);
  using tree = await syntax.parse(languageId, module.text);
  if (tree === undefined) throw new Error(`${languageId} has no grammar`);
  const found: (readonly [string, number])[] = [];
  for (const [name, work] of Object.entries(works)) {
    let longest = 0;
    for (let round = 0; round <= rounds; round += 1) {
      const pause = await longestPause(async () => {
        await sleep(5);
        await work(module, tree);
        await sleep(5);
      });
      if (round > 0) longest = Math.max(longest, pause);
    }
    found.push([name, longest]);
  }
  return found;
}
