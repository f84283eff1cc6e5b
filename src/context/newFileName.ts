/** Words that say nothing of what a file is about. */
const empty: ReadonlySet<string> = new Set(
  'a an the that this which and or of for to in into on with from by as is are it write create add make generate new file function class module component type interface please'.split(
    ' ',
  ),
);

/** Words of an instruction that make a name. */
const most = 3;

type Style = 'camel' | 'pascal' | 'snake' | 'kebab';

const stemOf = (name: string): string => name.replace(/\..*$/su, '');

/** How the files beside it are called; by a single word nothing is told. */
function styleOf(siblings: readonly string[], extension: string): Style {
  const stems = siblings.filter((name) => name.endsWith(`.${extension}`)).map(stemOf);
  const votes: readonly (readonly [Style, RegExp])[] = [
    ['kebab', /^[a-z\d]+(?:-[a-z\d]+)+$/u],
    ['snake', /^[a-z\d]+(?:_[a-z\d]+)+$/u],
    ['pascal', /^(?:[A-Z][a-z\d]+)+$/u],
    ['camel', /^[a-z\d]+(?:[A-Z][a-z\d]*)+$/u],
  ];
  const counted = votes.map(([style, pattern]) => ({
    style,
    count: stems.filter((stem) => pattern.test(stem)).length,
  }));
  const first = counted.toSorted((one, other) => other.count - one.count)[0];
  if (first !== undefined && first.count > 0) return first.style;
  if (['py', 'rb', 'rs', 'go', 'ex', 'lua', 'c', 'zig'].includes(extension)) return 'snake';
  return ['java', 'kt', 'cs', 'scala', 'php'].includes(extension) ? 'pascal' : 'camel';
}

function inStyle(words: readonly string[], style: Style): string {
  if (style === 'kebab') return words.join('-');
  if (style === 'snake') return words.join('_');
  const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
  return words.map((word, index) => (index === 0 && style === 'camel' ? word : capital(word))).join('');
}

/**
 * A name for a new file out of what was asked for, written as the files beside it are and different from all of them.
 * `extension` is without its dot and may be empty.
 */
export function newFileName(instruction: string, siblings: readonly string[], extension: string): string {
  const found = (instruction.toLowerCase().match(/[a-z][a-z\d]*/gu) ?? []).filter((word) => !empty.has(word));
  const words = found.length === 0 ? ['untitled'] : found.slice(0, most);
  const stem = inStyle(words, styleOf(siblings, extension));
  const taken = new Set(siblings.map((name) => name.toLowerCase()));
  const end = extension === '' ? '' : `.${extension}`;
  for (let count = 1; ; count += 1) {
    const name = `${stem}${count === 1 ? '' : count}${end}`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}
