import * as vscode from 'vscode';

/** How long a quiet line stands, in milliseconds: without a way on, and with one that the mouse has to reach. */
const shownMs = 10_000;
const shownWithWayMs = 30_000;

/** Where a click on a quiet line leads. */
export interface QuietWay {
  readonly tooltip: string;
  readonly command: string;
}

/** One line in the status bar on how something ended. It goes by itself, and when the next one comes. */
export interface QuietLine {
  readonly say: (words: string, way?: QuietWay) => void;
  readonly hide: () => void;
  readonly dispose: () => void;
}

/** `id` and `name` are those of the status bar's own menu, in which a person hides items. */
export function createQuietLine(id: string, name: string): QuietLine {
  let item: vscode.StatusBarItem | undefined;
  let timer: NodeJS.Timeout | undefined;

  function hide(): void {
    clearTimeout(timer);
    item?.dispose();
    item = undefined;
  }

  return {
    say(words, way) {
      hide();
      item = vscode.window.createStatusBarItem(id, vscode.StatusBarAlignment.Left);
      item.name = name;
      item.text = words;
      const spoken = words.replaceAll(/\$\([\w-]+\) /g, '');
      item.tooltip = way?.tooltip;
      item.command = way?.command;
      item.accessibilityInformation =
        way === undefined ? { label: spoken } : { label: `${spoken}. ${way.tooltip}`, role: 'button' };
      item.show();
      timer = setTimeout(hide, way === undefined ? shownMs : shownWithWayMs);
    },
    hide,
    dispose: hide,
  };
}
