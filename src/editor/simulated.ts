/** True for the stand-in that `npm start` uses where no real model can be had: its answers are never passed off as real. */
export function isSimulated(model: string): boolean {
  return model.startsWith('simulated');
}
