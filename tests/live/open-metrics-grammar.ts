/**
 * The text format of OpenMetrics 1.0 (https://prometheus.io/docs/specs/om/open_metrics_spec/, ABNF and text), as far as
 * gauges, counters, infos and state sets go. Written from the specification, not from what we send.
 */
const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const LABEL = '[a-zA-Z_][a-zA-Z0-9_]*';
const ESCAPED = '(?:[^\\\\"\\n]|\\\\[\\\\"n])*';
const NUMBER = '[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?[iI]nf(?:inity)?|[nN]a[nN]';
const DESCRIPTOR = new RegExp(`^# (TYPE|UNIT|HELP) (${NAME}) (${ESCAPED})$`);
const SAMPLE = new RegExp(`^(${NAME})(?:\\{((?:${LABEL}="${ESCAPED}"(?:,${LABEL}="${ESCAPED}")*)?)\\})? (${NUMBER})$`);
const PAIR = new RegExp(`(${LABEL})="(${ESCAPED})"`, 'g');
/** Suffix of each type's samples. */
const SUFFIXES: Readonly<Record<string, readonly string[]>> = {
  ...{ gauge: [''], stateset: [''], info: ['_info'], counter: ['_total', '_created'] },
};

export interface ReadSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Reads an exposition; throws, naming the line, what the specification forbids. */
export function readOpenMetrics(text: string): readonly ReadSample[] {
  if (!text.endsWith('# EOF\n')) throw new Error('the last line must be "# EOF", with its line feed');
  const samples: ReadSample[] = [];
  const families = new Set<string>();
  const seen = new Set<string>();
  let family: { name: string; type: string; told: Set<string>; hasSamples: boolean } | undefined;
  for (const line of text.slice(0, -'# EOF\n'.length).split('\n').slice(0, -1)) {
    const fail = (why: string) => new Error(`${why}: ${line}`);
    const [, keyword = '', of = '', rest = ''] = DESCRIPTOR.exec(line) ?? [];
    if (keyword !== '') {
      if (family?.name !== of) {
        if (families.has(of)) throw fail('families must not be interleaved');
        families.add(of);
        family = { name: of, type: 'unknown', told: new Set(), hasSamples: false };
      }
      if (family.hasSamples || family.told.has(keyword)) throw fail('metadata stand once, before the samples');
      family.told.add(keyword);
      if (keyword === 'TYPE') family.type = rest;
      if (keyword === 'TYPE' && !Object.hasOwn(SUFFIXES, rest)) throw fail('no such type');
      if (keyword === 'UNIT' && rest !== '' && !of.endsWith(`_${rest}`)) throw fail('a name must end with its unit');
      continue;
    }
    const [, name = '', pairs = '', value = ''] = SAMPLE.exec(line) ?? [];
    if (name === '' || family === undefined) throw fail('not a sample of a family');
    const { name: base, type } = family;
    if (!(SUFFIXES[type] ?? []).some((suffix) => name === base + suffix)) throw fail(`not a sample of a ${type}`);
    family.hasSamples = true;
    const labels = Object.fromEntries([...pairs.matchAll(PAIR)].map(([, label = '', text = '']) => [label, text]));
    const key = `${name} ${JSON.stringify(Object.entries(labels).sort())}`;
    if (seen.has(key)) throw fail('told twice');
    seen.add(key);
    if (type === 'stateset' && (!(base in labels) || !['0', '1'].includes(value))) throw fail('not a state');
    if (type === 'info' && value !== '1') throw fail('an info is 1');
    if (type === 'counter' && !(Number(value) >= 0)) throw fail('a counter is never negative nor NaN');
    samples.push({ name, labels, value: Number(value) });
  }
  return samples;
}
