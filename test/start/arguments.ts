import { parseArgs } from 'node:util';

/** Which model to use; `weights` is a known size or the path of a GGUF file. */
export type ModelChoice =
  | { readonly kind: 'embedded'; readonly weights: string }
  | { readonly kind: 'openai' }
  | { readonly kind: 'found' }
  | { readonly kind: 'simulated' }
  | { readonly kind: 'url'; readonly url: string };

/** What was asked for on the command line; `folder` and `port` are absent when not given. */
export interface StartOptions {
  readonly model: ModelChoice;
  readonly folder: string | undefined;
  readonly port: number | undefined;
  readonly open: boolean;
}

/** The command line as understood, a request for help, or the sentence that says what is wrong with it. */
export type ReadArguments =
  | { readonly kind: 'start'; readonly options: StartOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'problem'; readonly sentence: string };

/** Printed for `--help` and after a command line that was not understood. */
export const usage = `npm start -- [options]

  --model embedded|openai|found|simulated|<url>
                         embedded (default): a small model on this computer, no account
                         openai: api.openai.com with the key in OPENAI_API_KEY, or entered in the editor
                         found: an OpenAI-compatible server that runs on this computer
                         simulated: canned answers that say so
                         <url>: any OpenAI-compatible server, e.g. http://127.0.0.1:8080/v1
  --weights 0.5b|1.5b|<path>
                         what the embedded model runs on; <path> is a GGUF file
  --folder PATH          open this folder instead of a copy of the examples
  --port N               the editor's port
  --no-open              do not open the browser
`;

/** Reads the arguments after the program's name; never throws. */
export function readArguments(args: readonly string[]): ReadArguments {
  let values;
  try {
    values = parseArgs({
      args: [...args],
      options: {
        model: { type: 'string', default: 'embedded' },
        weights: { type: 'string' },
        folder: { type: 'string' },
        port: { type: 'string' },
        'no-open': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    return problem(error instanceof Error ? error.message : String(error));
  }
  if (values.help) return { kind: 'help' };
  const model = readModel(values.model, values.weights);
  if (typeof model === 'string') return problem(model);
  const port = values.port === undefined ? undefined : readPort(values.port);
  if (typeof port === 'string') return problem(port);
  return { kind: 'start', options: { model, folder: values.folder, port, open: !values['no-open'] } };
}

function problem(sentence: string): ReadArguments {
  return { kind: 'problem', sentence };
}

function readModel(model: string, weights: string | undefined): ModelChoice | string {
  if (weights !== undefined && model !== 'embedded') return '--weights belongs to the embedded model only.';
  if (weights === '') return '--weights needs 0.5b, 1.5b or the path of a GGUF file.';
  switch (model) {
    case 'embedded':
      return { kind: 'embedded', weights: weights ?? '0.5b' };
    case 'openai':
    case 'found':
    case 'simulated':
      return { kind: model };
    default: {
      const url = URL.canParse(model) ? new URL(model) : undefined;
      return url?.protocol === 'http:' || url?.protocol === 'https:'
        ? { kind: 'url', url: model.replace(/\/+$/, '') }
        : `--model does not know "${model}": it takes embedded, openai, found, simulated or a URL.`;
    }
  }
}

function readPort(text: string): number | string {
  const port = Number(text);
  return /^\d+$/.test(text) && port >= 1 && port <= 65_535
    ? port
    : `--port needs a number from 1 to 65535, not "${text}".`;
}
