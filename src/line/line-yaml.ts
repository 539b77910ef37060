import type { Figure, LineEstimate, WayEstimate } from './crossing.ts';
import { digits, intervalText, msText, rateText, shareText } from './figure-text.ts';

/** Faster lines need no shaping: no broadcast fills them. */
const FAST_BPS = 50e6;

export interface NamedLine {
  /** As a scenario says it: access: NAME. */
  readonly name: string;
  readonly label: string;
  readonly labelZh: string;
  readonly estimate: LineEstimate;
}

export interface LineFile {
  /** Name of what was probed, for the first line of the file. */
  readonly heading: readonly string[];
  readonly lines: readonly NamedLine[];
  /** The clocks of both ends are said to agree, so that each way has a delay of its own. */
  readonly synchronised: boolean;
}

/** A catalog file: `catalog: FILE` and `access: NAME` in a scenario play the line that was measured. */
export function lineYaml({ heading, lines, synchronised }: LineFile): string {
  const [first] = lines;
  return [
    ...heading.map((line) => `# ${line}`),
    `# In a scenario:  catalog: THIS-FILE  and  access: ${first?.name ?? ''}  in a region (as its viewers see the line).`,
    '# Behind each figure stands its 95 % interval. What could not be measured is left out, and said to be.',
    'presets:',
    ...lines.flatMap((line) => presetYaml(line, synchronised)),
    '',
  ].join('\n');
}

function presetYaml({ name, label, labelZh, estimate }: NamedLine, synchronised: boolean): string[] {
  const fields = [
    ...delayFields(estimate, synchronised),
    ...wayFields('jitter', estimate, ({ jitterMs }) => jitterMs, msText),
    ...rateFields(estimate),
    ...lossFields(estimate),
    ...wayFields('queue', estimate, ({ queueMs }) => queueMs, msText),
  ];
  return [
    `  ${name}:`,
    `    label: ${JSON.stringify(label)}`,
    `    labelZh: ${JSON.stringify(labelZh)}`,
    `    source: ${JSON.stringify(`measured by longhaul probe on ${new Date(estimate.atMs).toISOString()}`)}`,
    '    profile:',
    ...fields.map((field) => `      ${field}`),
  ];
}

function delayFields({ rttMs, oneWayMs }: LineEstimate, synchronised: boolean): string[] {
  if (rttMs === undefined) return ['# rtt: not measured'];
  const rtt = `rtt: ${msText(rttMs.value)} # ${intervalText(rttMs, msText)}`;
  if (!synchronised || oneWayMs === undefined) return [`${rtt}; in halves: the two clocks do not tell one way`];
  // The sum is known better than its parts: they share it as the clocks say.
  const up = (rttMs.value * oneWayMs.up) / (oneWayMs.up + oneWayMs.down);
  return [
    `delay: { down: ${msText(rttMs.value - up)}, up: ${msText(up)} } # one way, by clocks that are said to agree; both: ${intervalText(rttMs, msText)}`,
  ];
}

function rateFields({ up, down }: LineEstimate): string[] {
  return (['down', 'up'] as const).map((way) => {
    const { rateBps } = way === 'up' ? up : down;
    if (rateBps === undefined) return `# ${way}: not measured`;
    if (!Number.isFinite(rateBps.most) || rateBps.value > FAST_BPS)
      return `# ${way}: ${rateText(rateBps.value)} or more, so nothing is shaped`;
    return `${way}: ${rateText(rateBps.value)} # ${intervalText(rateBps, rateText)}`;
  });
}

/** One line for both ways: a share where losses come singly, a chain where they come in bursts. */
function lossFields({ up, down }: LineEstimate): string[] {
  const ways = [
    { way: 'down', ...down },
    { way: 'up', ...up },
  ];
  const known = ways.flatMap(({ way, lossFraction, chain }) =>
    lossFraction === undefined ? [] : [{ way, lossFraction, chain }],
  );
  if (known.length === 0) return ['# loss: not measured'];
  const values = known.map(({ way, lossFraction, chain }) =>
    chain === undefined
      ? `${way}: ${shareText(lossFraction.value)}`
      : `${way}: { p: ${digits(chain.p * 100)} %, r: ${digits(chain.r * 100)} % }`,
  );
  const intervals = known.map(({ way, lossFraction, chain }) => {
    const bursts = chain === undefined ? '' : `, in bursts of ${intervalText(chain.burstMs, msText)}`;
    const told = chain === undefined ? '' : `${shareText(lossFraction.value)}, `;
    return `${way} ${told}${intervalText(lossFraction, shareText)}${bursts}`;
  });
  const missing = ways.filter(({ lossFraction }) => lossFraction === undefined).map(({ way }) => way);
  const note = missing.length === 0 ? '' : `; ${missing.join(' and ')} not measured`;
  return [`loss: { ${values.join(', ')} } # ${intervals.join('; ')}${note}`];
}

/** One line for both ways; the interval of each behind it. */
function wayFields(
  field: string,
  { up, down }: LineEstimate,
  figureOf: (way: WayEstimate) => Figure | undefined,
  text: (value: number) => string,
): string[] {
  const ways = { down: figureOf(down), up: figureOf(up) };
  const known = Object.entries(ways).flatMap(([way, figure]) => (figure === undefined ? [] : [{ way, figure }]));
  const shaped = known.filter(({ way }) => field !== 'queue' || isShaped(way === 'up' ? up : down));
  if (shaped.length === 0) return [`# ${field}: not measured`];
  const values = shaped.map(({ way, figure }) => `${way}: ${text(figure.value)}`).join(', ');
  const intervals = shaped.map(({ way, figure }) => `${way} ${intervalText(figure, text)}`).join(', ');
  const missing = Object.keys(ways).filter((way) => !shaped.some((each) => each.way === way));
  const note = missing.length === 0 ? '' : `; ${missing.join(' and ')} not measured`;
  return [`${field}: { ${values} } # ${intervals}${note}`];
}

/** A queue may stand only beside a rate. */
function isShaped({ rateBps }: WayEstimate): boolean {
  return rateBps !== undefined && Number.isFinite(rateBps.most) && rateBps.value <= FAST_BPS;
}
