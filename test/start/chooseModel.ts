/** The model to ask, with a remark for the person where one is due, or the sentence that says why none is chosen. */
export type ChosenModel =
  | { readonly kind: 'chosen'; readonly model: string; readonly remark: string }
  | { readonly kind: 'problem'; readonly sentence: string };

/** Whose models these are, and how the person can be told to come back. */
interface Offer {
  readonly server: string;
  readonly listed: readonly string[];
  /** What the person gave `--model`. */
  readonly flag: string;
}

const mostShown = 20;

/** Which of a server's models to ask: the one the person named, else the only one; nothing is guessed. */
export function chooseModel(wanted: string | undefined, { server, listed, flag }: Offer): ChosenModel {
  if (wanted !== undefined) {
    const isListed = listed.length === 0 || listed.includes(wanted);
    return {
      kind: 'chosen',
      model: wanted,
      remark: isListed ? '' : ` It does not list that model, only: ${some(listed)}.`,
    };
  }
  const [only, ...others] = listed;
  if (only !== undefined && others.length === 0) return { kind: 'chosen', model: only, remark: '' };
  const offered = only === undefined ? 'lists no models' : `offers several models: ${some(listed)}`;
  return {
    kind: 'problem',
    sentence: `${server} ${offered}. Name one: OPENCRATES_MODEL=NAME npm start -- --model ${flag}`,
  };
}

function some(models: readonly string[]): string {
  const more = models.length - mostShown;
  return `${models.slice(0, mostShown).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
