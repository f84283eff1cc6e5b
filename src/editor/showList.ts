import * as vscode from 'vscode';

/** A row of a list that tells; what it does when it is chosen is its own affair. */
export interface ListRow extends vscode.QuickPickItem {
  /** A row without it only tells. */
  readonly act?: () => Thenable<unknown>;
  /** What the buttons of the row copy. */
  readonly figures?: string;
}

/** A list, and how all of it reads as text; without that, only rows can be copied. */
export interface List {
  readonly title: string;
  readonly placeholder: string;
  readonly rows: readonly ListRow[];
  readonly copyAll?: () => string;
}

/** Shows a list that can be searched and copied from; resolves when it was left, or the chosen row has acted. */
export async function showList({ title, placeholder, rows, copyAll }: List): Promise<void> {
  const pick = vscode.window.createQuickPick<ListRow>();
  pick.title = title;
  pick.placeholder = placeholder;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.items = rows;
  if (copyAll !== undefined)
    pick.buttons = [{ iconPath: new vscode.ThemeIcon('copy'), tooltip: vscode.l10n.t('Copy all') }];
  const { promise: chosen, resolve } = Promise.withResolvers<ListRow | undefined>();
  pick.onDidTriggerButton(() => void vscode.env.clipboard.writeText(copyAll?.() ?? ''));
  pick.onDidTriggerItemButton(({ item }) => void vscode.env.clipboard.writeText(item.figures ?? ''));
  pick.onDidAccept(() => {
    const [row] = pick.selectedItems;
    if (row?.act === undefined) return;
    resolve(row);
    pick.hide();
  });
  pick.onDidHide(() => resolve(undefined));
  pick.show();
  try {
    await (await chosen)?.act?.();
  } finally {
    pick.dispose();
  }
}
