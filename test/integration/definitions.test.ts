import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createWorld, run, tidy, type World } from './support/world.ts';

const file = 'export function half(value: number): number {\n  return scale(value);\n}\n';

/** Longer than all look-ups of a request may take. */
const patience = 8000;

describe('A look-up of definitions', function () {
  this.timeout(20_000);
  let world: World;
  let registered: vscode.Disposable | undefined;
  before(async () => {
    world = await createWorld();
  });
  beforeEach(() => world.begin());
  afterEach(async () => {
    registered?.dispose();
    await tidy(world);
  });
  after(() => world.end());

  it('that is never answered does not hold up a request', async () => {
    const silent = { provideDefinition: () => new Promise<undefined>(() => undefined) };
    registered = vscode.languages.registerDefinitionProvider('typescript', silent);
    await world.open('half.ts', file);
    const result = run('analyze');
    await world.server.until((requests) => requests.length === 1, patience);
    await result;
  });

  it('that leads to a document which never opens does not hold up a request', async () => {
    const place = new vscode.Location(
      vscode.Uri.parse('opencrates-silent:/scale.ts'),
      new vscode.Position(0, 0),
    );
    let asked = 0;
    registered = vscode.Disposable.from(
      vscode.languages.registerDefinitionProvider('typescript', { provideDefinition: () => place }),
      vscode.workspace.registerTextDocumentContentProvider('opencrates-silent', {
        provideTextDocumentContent() {
          asked += 1;
          return new Promise<undefined>(() => undefined);
        },
      }),
    );
    await world.open('half.ts', file);
    const result = run('analyze');
    await world.server.until((requests) => requests.length === 1, patience);
    assert.ok(asked > 0, 'the document was asked for');
    await result;
  });
});
