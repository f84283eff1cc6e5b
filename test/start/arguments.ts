import path from 'node:path';
import { parseArgs } from 'node:util';
import { normalizeEndpoint } from '../../src/provider/endpoint.ts';
import type { EndpointProblem } from '../../src/provider/endpoint.ts';

/** Which model to use; `weights` is a known size or the absolute path of a GGUF file, `url` an endpoint in its normal form. */
export type ModelChoice =
  | { readonly kind: 'embedded'; readonly weights: string }
  | { readonly kind: 'openai' }
  | { readonly kind: 'found' }
  | { readonly kind: 'simulated' }
  | { readonly kind: 'url'; readonly url: string };

/** What was asked for on the command line; `folder` (an absolute path) and `port` are absent when not given. */
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
  --port N               the port of the editor in the browser
  --no-open              do not open the browser

The model that OPENCRATES_MODEL names is asked at "found" and <url>; the key for <url> is OPENCRATES_API_KEY.
`;

/** The folder that paths on the command line start from: npm runs its scripts in the project's own. */
export function calledFrom(environment: Readonly<Record<string, string | undefined>>): string {
  return (environment['npm_lifecycle_event'] && environment['INIT_CWD']) || process.cwd();
}

/** Reads the arguments after the program's name, paths from the folder `from`; never throws. */
export function readArguments(args: readonly string[], from: string): ReadArguments {
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
  const model = readModel(values.model, values.weights, from);
  if (typeof model === 'string') return problem(model);
  if (values.folder === '') return problem('--folder needs the path of a folder.');
  const folder = values.folder === undefined ? undefined : path.resolve(from, values.folder);
  const port = values.port === undefined ? undefined : readPort(values.port);
  if (typeof port === 'string') return problem(port);
  return { kind: 'start', options: { model, folder, port, open: !values['no-open'] } };
}

function problem(sentence: string): ReadArguments {
  return { kind: 'problem', sentence };
}

function readModel(model: string, weights: string | undefined, from: string): ModelChoice | string {
  if (weights !== undefined && model !== 'embedded') return '--weights belongs to the embedded model only.';
  if (weights === '') return '--weights needs 0.5b, 1.5b or the path of a GGUF file.';
  switch (model) {
    case 'embedded':
      return { kind: 'embedded', weights: readWeights(weights ?? '0.5b', from) };
    case 'openai':
    case 'found':
    case 'simulated':
      return { kind: model };
    default: {
      const normal = normalizeEndpoint(model);
      return 'problem' in normal ? urlSentence(normal.problem, model) : { kind: 'url', url: normal.endpoint };
    }
  }
}

function readWeights(weights: string, from: string): string {
  return weights === '0.5b' || weights === '1.5b' ? weights : path.resolve(from, weights);
}

/** What may hold a key is not repeated. */
function urlSentence(problem: EndpointProblem, text: string): string {
  switch (problem) {
    case 'notAUrl':
    case 'notHttp':
      return `--model does not know "${text}": it takes embedded, openai, found, simulated or a URL.`;
    case 'holdsCredentials':
      return 'The URL of --model holds a name or a password. Leave it out and put the key into OPENCRATES_API_KEY.';
    case 'holdsQuery':
      return 'The URL of --model holds a query (“?…”). Leave it out; a key belongs into OPENCRATES_API_KEY.';
    case 'azureDeployment':
      return 'That is an Azure address of before its v1. Use https://NAME.openai.azure.com/openai/v1 and name the deployment in OPENCRATES_MODEL.';
  }
}

function readPort(text: string): number | string {
  const port = Number(text);
  return /^\d+$/.test(text) && port >= 1 && port <= 65_535
    ? port
    : `--port needs a number from 1 to 65535, not "${text}".`;
}
