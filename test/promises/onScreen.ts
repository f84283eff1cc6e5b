import type { Violation } from './violation.ts';

const test = 'test/integration/promisesOnScreen.test.ts';
const answers = 'src/editor/proposals/answerOutcome.ts';
const streaming = 'src/editor/proposals/streamCode.ts';

/** Faults in what a person is shown and asked. */
export const onScreen: readonly Violation[] = [
  {
    promise: 'you choose per hunk with VS Code’s own Revert Block in the diff',
    test,
    fault: 'the proposal is read-only',
    file: 'src/editor/proposals/proposalWork.ts',
    from: "this.#rooms.files.put(proposal.uri, text, proposal.state.kind === 'ready');",
    to: 'this.#rooms.files.put(proposal.uri, text, false);',
  },
  {
    promise: 'you choose over several files in VS Code’s own Refactor Preview',
    test,
    fault: 'the files are changed without the preview',
    file: 'src/editor/patches/previewFiles.ts',
    from: 'needsConfirmation: true',
    to: 'needsConfirmation: false',
  },
  {
    promise: 'mixed line endings, which VS Code will rewrite, are said before accepting',
    test,
    fault: 'line ends are not counted',
    file: 'src/editor/proposals/byteSentences.ts',
    from: 'if (cr === 0 && (lf === 0 || crlf === 0)) return undefined;',
    to: 'return undefined;',
  },
  {
    promise: 'undecodable bytes, which VS Code will rewrite, are said before accepting',
    test,
    fault: 'bytes are not compared',
    file: 'src/editor/proposals/byteSentences.ts',
    from: 'if (!again.equals(bytes))',
    to: 'if (!again.equals(again))',
  },
  {
    promise: 'truncation is found and offered as Continue',
    test,
    fault: 'the end at a limit is an end like any other',
    file: 'src/openai/chatWire.ts',
    from: "length: { kind: 'truncated', truncation: 'tokenLimit', detail: 'finish_reason \"length\"' },",
    to: "length: { finish: 'stop' },",
  },
  {
    promise: 'a broken stream is found and offered as Continue',
    test,
    fault: 'only a limit is a reason to go on',
    file: streaming,
    from: "const isCut = error !== undefined || outcome.kind === 'truncated';",
    to: "const isCut = error?.kind === 'truncated';",
  },
  {
    promise: 'an elided rest of the code is found and offered as Continue',
    test,
    fault: 'there is no way on from an answer that left code out',
    file: streaming,
    from: "if (outcome.kind === 'elided') return { more: moreOf(services, edit, answer, 'parts') };",
    to: "if (outcome.kind === 'elided') return {};",
  },
  {
    promise: 'an incomplete answer is never applied unless you choose Show Anyway and then Accept',
    test,
    fault: 'what came of an answer that broke off may be accepted',
    file: answers,
    from: "const isKept = 'answer' in outcome;",
    to: `if ('text' in outcome) return { kind: 'ready', text: outcome.text };
  const isKept = 'answer' in outcome;`,
  },
  {
    promise: 'an incomplete answer is never applied unless you choose Show Anyway and then Accept',
    test,
    fault: 'Show Anyway accepts',
    file: 'src/editor/proposals/proposalWork.ts',
    from: 'showAnyway: (text) => this.#makeReady(proposal, { text }),',
    to: "showAnyway: (text) => this.#makeReady(proposal, { text }).then(() => vscode.commands.executeCommand('opencrates.acceptProposal')),",
  },
];
