import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What this computer has; a version is absent when the program is. */
export interface Computer {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  readonly node: string;
  readonly npm: string | undefined;
  readonly python: string | undefined;
  readonly pip: string | undefined;
  readonly compiler: boolean;
}

/** Sentences for the person: `missing` ones stop the start, `remarks` do not. */
export interface Checked {
  readonly missing: readonly string[];
  readonly remarks: readonly string[];
}

const execute = promisify(execFile);

/** Asks this computer's programs for their versions. */
export async function inspectComputer(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Computer> {
  const [npm, python, pip, compiler, make] = await Promise.all([
    versionOf('npm', ['--version']),
    versionOf('python3', ['--version']),
    versionOf('python3', ['-m', 'pip', '--version']),
    versionOf('g++', ['--version']),
    versionOf('make', ['--version']),
  ]);
  return {
    platform: process.platform,
    arch: process.arch,
    node: machineNode(environment) ?? process.versions.node,
    npm,
    python,
    pip,
    compiler: compiler !== undefined && make !== undefined,
  };
}

/** Names each missing prerequisite with the line that installs it; Python matters to the embedded model only. */
export function checkPrerequisites(
  computer: Computer,
  needs: { readonly python: boolean; readonly browserEditor: boolean },
): Checked {
  if (computer.platform !== 'linux')
    return {
      missing: [
        `"npm start" runs on Linux only, and this is ${computer.platform}: here, run "npm run package", then "code --install-extension dist/opencrates.vsix".`,
      ],
      remarks: [],
    };
  const missing: string[] = [];
  if (!isAtLeast(computer.node, [20]))
    missing.push(
      `Node 20 or newer is needed, found ${computer.node}. Install it from https://nodejs.org; from Debian 13 on, sudo apt install nodejs does too.`,
    );
  if (computer.npm === undefined) missing.push('npm is needed. Install it: sudo apt install npm');
  if (needs.browserEditor && computer.arch !== 'x64' && computer.arch !== 'arm64')
    missing.push(
      `The editor runs on x64 and arm64 processors only, and this is ${computer.arch}. With a desktop, install VS Code.`,
    );
  if (needs.python) missing.push(...missingPython(computer));
  const remarks =
    needs.browserEditor && !computer.compiler
      ? [
          "No C++ compiler, so the editor's log module is not built and its Output panel stays empty. For it: sudo apt install g++ make python3",
        ]
      : [];
  return { missing, remarks };
}

/** The pinned model server's package is built for Python 3.10 and later. */
function missingPython(computer: Computer): readonly string[] {
  if (computer.python === undefined)
    return ['Python 3.10 or newer with pip is needed. Install it: sudo apt install python3 python3-pip'];
  if (!isAtLeast(computer.python, [3, 10]))
    return [
      `Python 3.10 or newer is needed, found ${computer.python}. Install it: sudo apt install python3 python3-pip, or https://www.python.org`,
    ];
  return computer.pip === undefined
    ? ['pip, the package installer of Python, is needed. Install it: sudo apt install python3-pip']
    : [];
}

function isAtLeast(version: string, wanted: readonly number[]): boolean {
  const parts = version.split('.').map(Number);
  for (const [index, number] of wanted.entries()) {
    const part = parts[index] ?? 0;
    if (part !== number) return part > number;
  }
  return true;
}

/** npm scripts run on the Node that `npm ci` installed; npm itself says which one the machine has. */
function machineNode(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  return /node\/v(\d+\.\d+\.\d+)/.exec(environment['npm_config_user_agent'] ?? '')?.[1];
}

async function versionOf(command: string, args: readonly string[]): Promise<string | undefined> {
  try {
    const { stdout } = await execute(command, [...args], { timeout: 20_000 });
    return /\d+(?:\.\d+)+/.exec(stdout)?.[0];
  } catch {
    return undefined;
  }
}
