/** How large the window is, in CSS pixels. */
export interface WindowSize {
  readonly width: number;
  readonly height: number;
}

/** Room for everything a person looks at and clicks on. */
export const personsWindow: WindowSize = { width: 1400, height: 900 };
/** Drawing is most of the work of a window: where nobody looks it is small. */
export const unseenWindow: WindowSize = { width: 640, height: 400 };
