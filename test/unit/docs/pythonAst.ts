import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const judge = `
import ast, json, sys
def strip(tree):
    docs = {}
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            text = ast.get_docstring(node, clean=True)
            if text is not None:
                docs[node.name] = text
                node.body = node.body[1:]
    return docs, ast.dump(tree)
results = []
for before, after in json.load(sys.stdin):
    old, tree = strip(ast.parse(before))
    docs, same = strip(ast.parse(after))
    results.append({"docs": docs, "treeEqual": tree == same})
json.dump(results, sys.stdout)
`;

/** What Python itself reads: the docstrings by name, and whether the trees are equal without them. */
export interface PythonVerdict {
  readonly docs: Readonly<Record<string, string>>;
  readonly treeEqual: boolean;
}

/** Asks Python's own parser about pairs of texts; rejects when one of them does not parse. */
export async function askPython(
  pairs: readonly (readonly [string, string])[],
): Promise<readonly PythonVerdict[]> {
  const running = promisify(execFile)('python3', ['-W', 'ignore', '-c', judge], { maxBuffer: 1e8 });
  running.child.stdin?.end(JSON.stringify(pairs));
  const { stdout } = await running;
  return JSON.parse(stdout) as readonly PythonVerdict[];
}
