import { codexPatch } from './codexPatch.ts';
import type { PatchForm } from './patch.ts';
import { searchReplace } from './searchReplace.ts';
import { unifiedDiff } from './unifiedDiff.ts';

/** Every way to write changes instead of code; the first that finds some counts. */
export const patchForms: readonly PatchForm[] = [codexPatch, searchReplace, unifiedDiff];
