import type * as vscode from 'vscode';
import * as z from 'zod/mini';
import { keyLike } from '../provider/keyLike.ts';

const key = 'opencrates.instructions';
const mostKept = 50;
const longestKept = 2000;

const schema = z.array(z.string().check(z.minLength(1), z.maxLength(longestKept)));

/** Instructions of this workspace, oldest first; what is stored and cannot be read counts as none. */
export function earlierInstructions(memory: vscode.Memento): readonly string[] {
  const parsed = schema.safeParse(memory.get<unknown>(key));
  return parsed.success ? parsed.data.slice(-mostKept) : [];
}

/** Remembers an instruction as the latest, once; one that is very long or may hold a key is not kept. */
export async function rememberInstruction(memory: vscode.Memento, instruction: string): Promise<void> {
  const kept = instruction.trim();
  if (kept === '' || kept.length > longestKept || kept.search(keyLike) !== -1) return;
  const others = earlierInstructions(memory).filter((each) => each !== kept);
  await memory.update(key, [...others, kept].slice(-mostKept));
}

/** A walk through earlier instructions that comes back to what was being typed. */
export interface Recall {
  /** The instruction before the one shown; the same when there is none. */
  readonly earlier: (shown: string) => string;
  /** The one after it, in the end what was being typed. */
  readonly later: (shown: string) => string;
}

/** Starts after the last; what was typed or changed at one place is still there on the way back. */
export function createRecall(instructions: readonly string[]): Recall {
  const texts = [...instructions, ''];
  let at = texts.length - 1;
  const go = (shown: string, to: number): string => {
    texts[at] = shown;
    at = Math.min(Math.max(to, 0), texts.length - 1);
    return texts[at] ?? shown;
  };
  return {
    earlier: (shown) => go(shown, at - 1),
    later: (shown) => go(shown, at + 1),
  };
}
