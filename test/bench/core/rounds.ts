/** One way to measure, by name; it gives one number per round. */
export type Contestants<Name extends string> = Readonly<Record<Name, () => Promise<number>>>;

/**
 * Lets each contestant measure once per round, in turns, each round beginning with another one, so that what disturbs
 * the computer disturbs them all. Gives the numbers of all rounds.
 */
export async function interleave<Name extends string>(
  contestants: Contestants<Name>,
  rounds: number,
): Promise<Readonly<Record<Name, readonly number[]>>> {
  const names = Object.keys(contestants) as Name[];
  const numbers = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round < rounds; round += 1)
    for (let turn = 0; turn < names.length; turn += 1) {
      const name = names[(round + turn) % names.length] as Name;
      numbers[name].push(await contestants[name]());
    }
  return numbers;
}
