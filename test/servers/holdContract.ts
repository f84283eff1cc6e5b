import { ask } from './ask.ts';
import type { Asking } from './ask.ts';
import { contract } from './contract.ts';
import type { Situation, Staging } from './contract.ts';

/** The situations a server can be brought into; each is staged when its test begins. */
export type Stagings = Readonly<Partial<Record<Situation, () => Staging | Promise<Staging>>>>;

/** One test for each promise whose situation the server can be brought into, over one protocol. */
export function holdContract(wire: NonNullable<Asking['wire']>, stagings: Stagings): void {
  for (const { situation, sentence, keep } of contract) {
    const stage = stagings[situation];
    if (stage === undefined) continue;
    it(sentence, async () => {
      const staging = await stage();
      try {
        await keep((asking) => ask({ ...asking, wire }), staging);
      } finally {
        await staging.restore?.();
      }
    });
  }
}
