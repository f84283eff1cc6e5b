import type { Ignorer } from '@stryker-mutator/api/ignore';
import { PluginKind, declareValuePlugin } from '@stryker-mutator/api/plugin';

/** The part of Babel's paths that is read here; Stryker's own type for them is empty. */
interface Path {
  readonly node: Node;
  readonly parent: Node;
}

interface Node {
  readonly type: string;
  readonly name?: string;
  /** The name of a private member. */
  readonly id?: Node;
  readonly key?: Node;
  readonly value?: unknown;
  readonly init?: unknown;
  readonly property?: Node;
  readonly callee?: Node;
  readonly arguments?: readonly Node[];
}

/** Functions whose last argument is words for the log. */
const speakers: ReadonlySet<string> = new Set(['protocol', 'endless', 'Error', 'TypeError']);
/** The method of an answer whose second argument is. */
const speakingMethod = 'failure';

/**
 * Leaves out texts that are messages and nothing else: the `detail` of a failure, and what the functions that make
 * one are given to say. Every other text is mutated.
 */
const ignoreMessages: Ignorer = {
  shouldIgnore(path) {
    const { node, parent } = path as Path;
    if (node.type !== 'StringLiteral' && node.type !== 'TemplateLiteral') return undefined;
    return isDetail(node, parent) || isSpoken(node, parent) ? 'a message' : undefined;
  },
};

function isDetail(node: Node, parent: Node): boolean {
  if (parent.type === 'ObjectProperty') return parent.key?.name === 'detail' && parent.value === node;
  return parent.type === 'VariableDeclarator' && parent.id?.name === 'detail' && parent.init === node;
}

function isSpoken(node: Node, { callee, arguments: given }: Node): boolean {
  if (speakers.has(callee?.name ?? '')) return given?.at(-1) === node;
  return callee?.property?.id?.name === speakingMethod && given?.at(1) === node;
}

/** What Stryker looks for in a plugin. */
export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, 'messages', ignoreMessages)];
