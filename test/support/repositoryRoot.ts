import { fileURLToPath } from 'node:url';

/** Absolute path of the repository, without a trailing slash. Bundled tests are told it in OPENCRATES_REPOSITORY. */
export const repositoryRoot =
  process.env['OPENCRATES_REPOSITORY'] ?? fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
