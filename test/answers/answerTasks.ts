import type { AnswerTask } from './answerTask.ts';
import { goTasks } from './tasks/go.ts';
import { javaTasks } from './tasks/java.ts';
import { javascriptTasks } from './tasks/javascript.ts';
import { pythonTasks } from './tasks/python.ts';
import { rustTasks } from './tasks/rust.ts';
import { typescriptTasks } from './tasks/typescript.ts';

/** What the real model is asked: ten requests in each of six languages. */
export const answerTasks: readonly AnswerTask[] = [
  ...typescriptTasks,
  ...javascriptTasks,
  ...pythonTasks,
  ...rustTasks,
  ...goTasks,
  ...javaTasks,
];
