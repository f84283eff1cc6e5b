import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GenerationRequest } from '../../src/provider/provider.ts';
import type { ModelServer } from '../support/model.ts';
import { answerLimit, askServer } from '../support/modelAnswer.ts';
import type { ModelAnswer } from '../support/modelAnswer.ts';
import { repositoryRoot } from '../support/repositoryRoot.ts';

const folder = join(repositoryRoot, '.test-out/answers');

/** The model's answer to a request, kept so that the same request needs no model the next time. */
export async function cachedAnswer(
  request: GenerationRequest,
  model: string,
  server: () => Promise<ModelServer>,
): Promise<ModelAnswer> {
  const key = createHash('sha256')
    .update(JSON.stringify([model, answerLimit, request]))
    .digest('hex');
  const file = join(folder, `${key}.json`);
  const known = await readFile(file, 'utf8').catch(() => undefined);
  if (known !== undefined) return JSON.parse(known) as ModelAnswer;
  const answer = await askServer(await server(), request);
  await mkdir(folder, { recursive: true });
  await writeFile(file, JSON.stringify(answer, undefined, 2));
  return answer;
}
