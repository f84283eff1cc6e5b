import * as vscode from 'vscode';
import { testPlace } from '../../context/testPlace.ts';
import type { EditTarget } from '../../edits/target.ts';
import { exists, openNew, pathInside } from '../newDocument.ts';
import type { Services } from '../services.ts';
import { documentSnapshot, textOf, type Snapshot } from '../snapshot.ts';

/** Where the tests of a file are written, and tests to be written alike. */
export interface TestSpot {
  readonly kind: 'newFile' | 'end' | 'module';
  readonly snapshot: Snapshot;
  readonly target: EditTarget;
  readonly like: { readonly path: string; readonly text: string } | undefined;
}

/** Files of a project that are looked at to see where its tests are. */
const fileLimit = 10_000;
const notOurs = '**/{node_modules,dist,out,build,target,vendor,coverage,.git,.venv,venv}/**';

/** Finds the place by the project's own tests; a file that is there is added to, never replaced. */
export async function testSpot(services: Services, source: Snapshot): Promise<TestSpot> {
  const folder = vscode.workspace.getWorkspaceFolder(source.uri);
  const root = folder?.uri ?? vscode.Uri.joinPath(source.uri, '..');
  const own = pathInside(root, source.uri);
  const project = await filesLike(own, root);
  const place = testPlace(
    own,
    project.map((file) => pathInside(root, file)),
  );
  if (place.kind === 'inside') return inside(services, source);
  const uri = vscode.Uri.joinPath(root, place.path);
  const like =
    place.like === undefined ? undefined : await read(vscode.Uri.joinPath(root, place.like), place.like);
  if (!(await exists(uri))) {
    const document = await openNew(uri);
    const snapshot = { ...documentSnapshot(document), path: place.path };
    return { kind: 'newFile', snapshot, target: { kind: 'insert', line: 0, indent: '' }, like };
  }
  const snapshot = documentSnapshot(await vscode.workspace.openTextDocument(uri));
  return { kind: 'end', snapshot, target: endOf(snapshot.text), like };
}

/** Files of the same language: their names tell the project's way. */
async function filesLike(path: string, root: vscode.Uri): Promise<readonly vscode.Uri[]> {
  const extension = /\.([^./]+)$/u.exec(path)?.[1] ?? '*';
  const family = /^[mc]?[jt]sx?$/u.test(extension) ? '{ts,tsx,mts,cts,js,jsx,mjs,cjs}' : `${extension}*`;
  const pattern = new vscode.RelativePattern(root, `**/*.${family}`);
  return vscode.workspace.findFiles(pattern, notOurs, fileLimit);
}

async function read(uri: vscode.Uri, path: string): Promise<TestSpot['like']> {
  return { path, text: textOf(await vscode.workspace.openTextDocument(uri)) };
}

/** Rust has its tests in a module of the same file. */
async function inside(services: Services, source: Snapshot): Promise<TestSpot> {
  const syntax = await services.syntax();
  using tree = await syntax.parse(source.languageId, source.text);
  const module = tree
    ?.units()
    .find(({ kind, name, parent }) => kind === 'module' && name === 'tests' && parent === undefined);
  if (module === undefined)
    return { kind: 'end', snapshot: source, target: endOf(source.text), like: undefined };
  const { startLine, endLine, kind, name } = module;
  const target = { kind: 'replace', startLine, endLine, unit: { kind, name } } as const;
  return { kind: 'module', snapshot: source, target, like: undefined };
}

function endOf(text: string): EditTarget {
  const lines = text.split('\n');
  const line = lines.at(-1)?.trim() === '' ? lines.length - 1 : lines.length;
  return { kind: 'insert', line, indent: '', apart: true };
}
