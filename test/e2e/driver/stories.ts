import { type Beginning, type Workbench, openWorkbench } from './workbench.ts';
import { type ScriptedServer, startScriptedServer } from '../../support/scriptedServer.ts';
import { stillSettings } from '../../support/stillSettings.ts';
import { endSharedEditor } from './sharedEditor.ts';

after(endSharedEditor);

/** What a story works with: a window, and a model server that answers as told. */
export interface Stage {
  readonly bench: Workbench;
  readonly server: ScriptedServer;
}

/**
 * Stories told in one window, each on a file of its own. The model is the scripted server's unless the
 * beginning says otherwise; after each story messages and tabs are gone, after a failed one a picture is kept.
 */
export function stories(
  title: string,
  beginning: (server: ScriptedServer) => Beginning,
  tell: (stage: () => Stage) => void,
): void {
  describe(title, () => {
    let server: ScriptedServer;
    let stage: Stage;

    before(async () => {
      server = await startScriptedServer();
      const { settings, ...rest } = beginning(server);
      const bench = await openWorkbench({
        ...rest,
        settings: {
          ...stillSettings,
          'opencrates.endpoint': server.url,
          'opencrates.model': 'scripted',
          ...settings,
        },
      });
      stage = { server, bench };
    });

    afterEach(async function () {
      if (this.currentTest?.state === 'failed')
        await stage.bench.screenshot(`failed ${this.currentTest.title.slice(0, 60)}`);
      await stage.bench.editor.closeAll();
      await stage.bench.notifications.clear();
      server.reset();
    });

    after(async () => {
      await stage?.bench.close();
      await server.stop();
    });

    tell(() => stage);
  });
}
