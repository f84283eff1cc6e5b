import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { ExplainPageMessage } from '../../webview/explainPage.ts';
import { toExplainHostMessage } from './explainMessages.ts';
import { pageHtml } from './pageHtml.ts';
import { httpsAddress } from './renderMarkdown.ts';

/** The tab that shows explanations; what was sent last is shown again whenever the page loads anew. */
export interface ExplainView {
  send(message: ExplainPageMessage): void;
  reveal(title: string): void;
  dispose(): void;
}

/** What the tab reports. */
export interface ExplainViewEvents {
  readonly onPress: (id: string) => void;
  /** The tab is gone, closed by the person or by `dispose`. */
  readonly onClose: () => void;
}

/** Opens the tab beside the editor; the focus stays where it is. */
export function openExplainView(
  extensionUri: vscode.Uri,
  title: string,
  events: ExplainViewEvents,
): ExplainView {
  const scripts = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
  const media = vscode.Uri.joinPath(extensionUri, 'media');
  const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
  const panel = vscode.window.createWebviewPanel('opencrates.explain', title, place, {
    enableScripts: true,
    enableFindWidget: true,
    localResourceRoots: [scripts, media],
  });
  const latest = new Map<ExplainPageMessage['type'], ExplainPageMessage>();
  let ready = false;

  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a webview's own method, not a window's
  const post = (message: ExplainPageMessage): void => void panel.webview.postMessage(message);
  panel.webview.onDidReceiveMessage((data: unknown) => {
    const message = toExplainHostMessage(data);
    switch (message?.type) {
      case 'ready':
        ready = true;
        for (const each of latest.values()) post(each);
        return;
      case 'press':
        events.onPress(message.id);
        return;
      case 'open':
        void openAfterConfirmation(message.address);
        return;
      case undefined:
        return;
    }
  });
  panel.onDidChangeViewState(() => {
    // A hidden page is thrown away; it says `ready` when it is loaded again.
    if (!panel.visible) ready = false;
  });
  panel.onDidDispose(() => {
    ready = false;
    events.onClose();
  });
  panel.webview.html = pageHtml({
    nonce: randomBytes(16).toString('base64url'),
    cspSource: panel.webview.cspSource,
    script: panel.webview.asWebviewUri(vscode.Uri.joinPath(scripts, 'explain.js')).toString(),
    style: panel.webview.asWebviewUri(vscode.Uri.joinPath(media, 'explain.css')).toString(),
    language: vscode.env.language,
  });

  return {
    send(message) {
      latest.delete(message.type);
      latest.set(message.type, message);
      if (ready) post(message);
    },
    reveal(next) {
      panel.title = next;
      panel.reveal(undefined, true);
    },
    dispose: () => panel.dispose(),
  };
}

// The editor itself shows the whole address and asks, unless the person trusts its domain; asking here too would be twice.
async function openAfterConfirmation(address: string): Promise<void> {
  const safe = httpsAddress(address);
  if (safe !== undefined) await vscode.env.openExternal(vscode.Uri.parse(safe, true));
}
