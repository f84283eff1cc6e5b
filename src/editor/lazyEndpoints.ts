import type * as vscode from 'vscode';
import { loadOnce } from '../syntax/loadOnce.ts';
import { createEndpointConsent } from './endpointConsent.ts';
import type { PlainHttp } from './plainHttp.ts';
import type { KeyStore } from './secrets.ts';
import type { Services } from './services.ts';
import type { Settings } from './settings.ts';
import type { TransportSecrets } from './transportSecrets.ts';

/** Where what was learned about endpoints is kept, on this computer only. */
const bookKey = 'opencrates.capabilities';

/** What knows endpoints and reaches them; each part is loaded when it is first needed. */
export interface LazyEndpoints extends Pick<Services, 'consent' | 'book' | 'models' | 'catalogue'> {
  /** The one way out of the extension, as connections are configured. */
  readonly transport: () => Promise<typeof fetch>;
  /** The transport for what goes to the endpoint, shut while consent to it is missing. */
  readonly fetch: () => Promise<typeof fetch>;
}

/** Builds the parts by hand, in the order they need each other. */
export function lazyEndpoints(deps: {
  readonly settings: Settings;
  readonly keys: KeyStore;
  readonly plainHttp: PlainHttp;
  readonly transportSecrets: TransportSecrets;
  readonly memory: vscode.Memento;
}): LazyEndpoints {
  const { settings, keys, plainHttp, transportSecrets: secrets, memory } = deps;
  const consent = createEndpointConsent(settings, memory);
  const transport = loadOnce(async () => {
    const { createEditorTransport } = await import('./editorTransport.ts');
    return createEditorTransport({ settings, secrets, plainHttp });
  });
  const fetch = loadOnce(async () => {
    const { withConsent } = await import('../openai/withConsent.ts');
    return withConsent(() => consent.isGiven(), await transport());
  });
  const book = loadOnce(async () => {
    const [{ createCapabilityBook }, { tellLearned }] = await Promise.all([
      import('../openai/capabilityBook.ts'),
      import('./tellLearned.ts'),
    ]);
    const store = {
      get: () => memory.get<unknown>(bookKey),
      set: (value: unknown) => memory.update(bookKey, value),
    };
    return createCapabilityBook(store, Date.now, tellLearned);
  });
  return {
    consent,
    transport,
    fetch,
    book,
    models: loadOnce(async () => {
      const { createEndpointModels } = await import('./endpointModels.ts');
      return createEndpointModels({ settings, keys, book: await book(), fetch: await fetch() });
    }),
    catalogue: loadOnce(async () => {
      const { createCatalogue } = await import('../models/catalogue.ts');
      return createCatalogue();
    }),
  };
}
