/** Finds our item of the status bar on a page of the workbench. */
export const statusItem = '.statusbar-item[id$="opencrates.status"]';
