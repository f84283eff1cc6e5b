import { knownProxy } from '../../openai/knownProxy.ts';
import { proxySettings } from '../editorTransport.ts';

/** Host of the proxy that the editor's settings or the environment name for an endpoint. */
export function editorProxy(endpoint: string): string | undefined {
  return knownProxy(endpoint, proxySettings(), process.env);
}
