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
  readonly key?: Node;
  readonly value?: unknown;
  readonly callee?: Node;
  readonly arguments?: readonly Node[];
}

/** Functions whose text arguments are words for the log. */
const speakers = new Set(['protocol', 'fail', 'refused', 'unended', 'Error', 'TypeError']);

/**
 * Leaves out texts that are messages and nothing else: the `detail` of a failure, and what the functions that make
 * one are given to say. Every other text is mutated.
 */
const ignoreMessages: Ignorer = {
  shouldIgnore(path) {
    const { node, parent } = path as Path;
    if (node.type !== 'StringLiteral' && node.type !== 'TemplateLiteral') return undefined;
    const isDetail =
      parent.type === 'ObjectProperty' && parent.key?.name === 'detail' && parent.value === node;
    const isSpoken = speakers.has(parent.callee?.name ?? '') && parent.arguments?.at(-1) === node;
    return isDetail || isSpoken ? 'a message' : undefined;
  },
};

/** What Stryker looks for in a plugin. */
export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, 'messages', ignoreMessages)];
