/** One line with a value. */
export interface Sample {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
}

/** One metric with its lines. */
export interface Family {
  readonly name: string;
  readonly type: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

/**
 * Reads the text format of Prometheus, version 0.0.4, as strictly as its description words it
 * (prometheus.io/docs/instrumenting/exposition_formats), and throws at whatever a server could refuse.
 */
export function readExposition(text: string): readonly Family[] {
  if (text !== '' && !text.endsWith('\n')) throw new Error('the last line must end with a line feed');
  const families = new Map<string, { type: string; help: string; samples: Sample[] }>();
  let current = '';
  for (const line of text.split('\n').slice(0, -1)) {
    if (line.trim() === '') continue;
    const comment = /^# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)$/.exec(line);
    if (comment !== null) {
      const [, kind = '', name = '', rest = ''] = comment;
      const known = families.get(name);
      if (kind === 'HELP') {
        if (known !== undefined) throw new Error(`a second HELP for ${name}`);
        families.set(name, { type: '', help: rest, samples: [] });
      } else {
        if (known === undefined || known.type !== '' || known.samples.length > 0)
          throw new Error(`TYPE out of place for ${name}`);
        if (!['counter', 'gauge', 'histogram', 'summary', 'untyped'].includes(rest))
          throw new Error(`no such type: ${rest}`);
        known.type = rest;
      }
      current = name;
      continue;
    }
    if (line.startsWith('#')) continue;
    const sample = readSample(line);
    const family = families.get(current);
    if (family === undefined || !belongs(sample.name, current, family.type))
      throw new Error(`${sample.name} stands outside its group`);
    family.samples.push(sample);
  }
  const read = [...families].map(([name, family]) => ({ name, ...family }));
  for (const family of read) checkFamily(family);
  return read;
}

function belongs(sample: string, family: string, type: string): boolean {
  if (type !== 'histogram') return sample === family;
  return ['_bucket', '_sum', '_count'].some((suffix) => sample === `${family}${suffix}`);
}

function readSample(line: string): Sample {
  const head = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(\{)?/.exec(line);
  if (head === null) throw new Error(`not a line of the format: ${line}`);
  const name = head[1] ?? '';
  let at = head[0].length;
  const labels = new Map<string, string>();
  while (head[2] !== undefined && line[at] !== '}') {
    // Inside the quotes only \\, \" and \n are escapes; a bare quote, line feed or other escape is an error.
    const label = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(,|(?=\}))/.exec(line.slice(at));
    if (label === null) throw new Error(`bad label at ${line.slice(at, at + 40)}`);
    const [whole, key = '', value = ''] = label;
    if (labels.has(key)) throw new Error(`label ${key} stands twice`);
    if (!value.isWellFormed()) throw new Error('a label is not UTF-8');
    labels.set(
      key,
      value.replace(/\\(.)/g, (_, escape: string) => (escape === 'n' ? '\n' : escape)),
    );
    at += whole.length;
  }
  if (head[2] !== undefined) at += 1;
  const value = /^ ([-+]?(?:\d+(?:\.\d+)?(?:e[-+]?\d+)?|Inf)|NaN)$/i.exec(line.slice(at))?.[1];
  if (value === undefined) throw new Error(`bad value: ${line.slice(at)}`);
  return { name, labels, value: Number(value.replace(/inf/i, 'Infinity')) };
}

function keyOf(labels: ReadonlyMap<string, string>): string {
  return JSON.stringify([...labels].map((pair) => JSON.stringify(pair)).toSorted((a, b) => (a < b ? -1 : 1)));
}

/** No series twice; buckets add up, end at +Inf, and agree with the count. */
function checkFamily({ name, type, samples }: Family): void {
  const keys = samples.map((sample) => `${sample.name}${keyOf(sample.labels)}`);
  if (new Set(keys).size !== keys.length) throw new Error(`a series of ${name} stands twice`);
  if (type === 'counter' && samples.some(({ value }) => value < 0)) throw new Error(`${name} is negative`);
  if (type !== 'histogram') return;
  const groups = Map.groupBy(samples, ({ labels }) =>
    keyOf(new Map([...labels].filter(([label]) => label !== 'le'))),
  );
  for (const group of groups.values()) {
    const buckets = group.filter((sample) => sample.name === `${name}_bucket`);
    const bounds = buckets.map(({ labels }) => Number((labels.get('le') ?? '').replace('+Inf', 'Infinity')));
    const isRising = (values: readonly number[], least: number): boolean =>
      values.every((value, index) => index === 0 || value - (values[index - 1] ?? 0) >= least);
    if (bounds.at(-1) !== Infinity || !isRising(bounds, Number.MIN_VALUE))
      throw new Error(`the buckets of ${name} are not in order`);
    if (
      !isRising(
        buckets.map(({ value }) => value),
        0,
      )
    )
      throw new Error(`the buckets of ${name} do not add up`);
    const count = group.find((sample) => sample.name === `${name}_count`)?.value;
    const sum = group.find((sample) => sample.name === `${name}_sum`)?.value;
    if (count !== buckets.at(-1)?.value || sum === undefined) throw new Error(`${name} has no count or sum`);
  }
}
