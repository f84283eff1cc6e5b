import type { Violation } from './violation.ts';

const test = 'test/integration/promises.test.ts';
const accepting = 'src/editor/proposals/acceptProposal.ts';
const proposals = 'src/editor/proposals/proposals.ts';
const work = 'src/editor/proposals/proposalWork.ts';

/** Faults in how a proposal treats the file and the window. */
export const ofProposals: readonly Violation[] = [
  {
    promise: 'nothing touches a file until you accept',
    test,
    fault: 'the file is written as soon as the answer is there',
    file: work,
    from: 'proposal.suggested = text;',
    to: `proposal.suggested = text;
    await vscode.workspace.fs.writeFile(proposal.target, Buffer.from(text));`,
  },
  {
    promise: 'accepting is one undo step',
    test,
    fault: 'each change is an edit of its own',
    file: accepting,
    from: 'change.set(document.uri, toTextEdits(document, edits));',
    to: `const [last, ...others] = toTextEdits(document, edits);
    for (const other of others.toReversed()) {
      const step = new vscode.WorkspaceEdit();
      step.set(document.uri, [other]);
      await vscode.workspace.applyEdit(step);
    }
    change.set(document.uri, [last]);`,
  },
  {
    promise: 'the answer streams into a virtual document in a diff editor',
    test,
    fault: 'nothing is shown before the whole answer is there',
    file: 'src/editor/proposals/streamCode.ts',
    from: "preview(() => previewAnswer(snapshot.text, target, readings(soFar)[0] ?? ''));",
    to: '',
  },
  {
    promise: 'what you type meanwhile stays, and the edit is re-anchored',
    test,
    fault: 'the text that was proposed replaces the one there is',
    file: accepting,
    from: 'const rebased = rebase(proposal.spec.snapshot.text, textOf(document), proposed);',
    to: "const rebased = { kind: 'clean', text: proposed };",
  },
  {
    promise: 'what you type where the edit goes refuses it, and the answer is kept',
    test,
    fault: 'changes of the same lines are not seen as a clash',
    file: 'src/edits/rebase.ts',
    from: "if (ours.some((edit) => theirs.some((their) => clash(edit, their)))) return { kind: 'stale' };",
    to: '',
  },
  {
    promise: 'what you type where the edit goes refuses it, and the answer is kept',
    test,
    fault: 'a proposal that is refused is closed',
    file: proposals,
    from: 'if (place === undefined) return;',
    to: "if (place === undefined) return this.#open.close(proposal, 'discarded');",
  },
  {
    promise: 'your file is never saved',
    test,
    fault: 'Accept saves',
    file: accepting,
    from: 'return { document, line: edits[0]?.startLine ?? 0 };',
    to: `await document.save();
    return { document, line: edits[0]?.startLine ?? 0 };`,
  },
  {
    promise: 'no tab is closed but the proposal',
    test,
    fault: 'all tabs of the group are closed',
    file: 'src/editor/proposals/diffTab.ts',
    from: 'if (still.length > 0) await vscode.window.tabGroups.close(still);',
    to: 'if (still.length > 0) await vscode.window.tabGroups.close(still.map(({ group }) => group));',
  },
  {
    promise: 'no focus is taken after you moved it elsewhere',
    test,
    fault: 'the diff comes to the front when the answer is there',
    file: work,
    from: 'proposal.suggested = text;',
    to: `proposal.suggested = text;
    await vscode.commands.executeCommand('opencrates.openProposal', { id: proposal.uri.authority });`,
  },
  {
    promise: 'no global setting is written',
    test,
    fault: 'the diff is set to show both sides',
    file: 'src/editor/proposals/diffTab.ts',
    from: 'proposal.shownTarget = proposal.target;',
    to: `proposal.shownTarget = proposal.target;
    await vscode.workspace
      .getConfiguration('diffEditor')
      .update('useInlineViewWhenSpaceIsLimited', false, vscode.ConfigurationTarget.Global);`,
  },
];
