import { ofBytes } from './ofBytes.ts';
import { ofEdits } from './ofEdits.ts';
import { ofProposals } from './ofProposals.ts';
import { onScreen } from './onScreen.ts';
import type { Violation } from './violation.ts';

/** For every promise about edits, at least one fault that its test must notice. */
export const violations: readonly Violation[] = [...ofProposals, ...ofBytes, ...ofEdits, ...onScreen];

/** The files whose tests are promises. */
export const promiseFiles: readonly string[] = [...new Set(violations.map(({ test }) => test))];
