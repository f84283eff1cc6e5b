import * as z from 'zod/mini';
import { holdsKey } from './keyLike.ts';

/** A model's name as a setting or a request gives it: printable, and nothing that could be read as a link. */
export const modelName = z.string().check(
  z.trim(),
  z.minLength(1),
  z.maxLength(256),
  z.regex(/^(?!.*\]\()[\x20-\x7e]*$/),
  z.refine((name) => !holdsKey(name)),
);
