/**
 * Writes scenarios/traces: npx tsx scripts/generate-traces.ts. SYNTHETIC: made by chance under fixed seeds, measured nowhere.
 * Their shapes follow what papers on mobile links describe in words (rates that wander over seconds, gaps at handovers,
 * coverage that comes and goes on a train); their numbers are assumptions. No recorded trace is copied or fitted.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { createRandom } from '../src/lib/random.ts';

const TARGET = new URL('../scenarios/traces/', import.meta.url);
const OPPORTUNITY_BITS = 1504 * 8;
const MADE = 'SYNTHETIC: made by scripts/generate-traces.ts, measured nowhere; every number is an assumption.';

type Random = () => number;

/** Normal, mean 0, deviation 1. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** A walk around 0 with deviation 1 that forgets itself within `memory` steps. */
function createWalk(random: Random, memory: number): () => number {
  const keep = Math.exp(-1 / memory);
  let value = normal(random);
  return () => {
    value = keep * value + Math.sqrt(1 - keep * keep) * normal(random);
    return value;
  };
}

/** Driving through a city: 60 s, a median of 4 Mbps that wanders over some 3 s, and a handover gap about every 12 s. */
function lteDrive(): string {
  const random = createRandom(20_867);
  const walk = createWalk(random, 3000);
  const lines: number[] = [];
  let gapUntilMs = 0;
  let bits = 0;
  for (let ms = 1; ms <= 60_000; ms++) {
    const mbps = 4 * Math.exp(0.6 * walk());
    if (random() < 1 / 12_000) gapUntilMs = ms + 80 + 320 * random();
    if (ms < gapUntilMs) continue;
    // The radio grants uneven portions around the rate.
    bits += mbps * 1000 * 2 * random();
    for (; bits >= OPPORTUNITY_BITS; bits -= OPPORTUNITY_BITS) lines.push(ms);
  }
  if (lines.at(-1) !== 60_000) lines.push(60_000);
  const head = [
    `# ${MADE}`,
    "# LTE-like downlink from a moving car. mahimahi's format (ms of each 1504-byte opportunity); strip the # lines for mm-link.",
  ];
  return `${[...head, ...lines].join('\n')}\n`;
}

/** Evening cell: 120 s, half a second a row, a load that rises and falls over about 20 s under a fast fade. */
function eveningCell(): string {
  const random = createRandom(8867);
  const load = createWalk(random, 40);
  const fade = createWalk(random, 2);
  return table('LTE-like downlink of a crowded cell in the evening.', 120, 0.5, () =>
    Math.max(0.2, 3 * Math.exp(0.5 * load() + 0.25 * fade())),
  );
}

/** A fast train: 120 s, half a second a row; a cell every 20 s, good under the mast and poor at its edge, and two tunnels. */
function train(): string {
  const random = createRandom(300);
  const fade = createWalk(random, 2);
  const tunnels = [
    { from: 41, to: 44.5 },
    { from: 97, to: 99 },
  ];
  return table(
    'Downlink on a fast train: a cell every 20 s, its edges poor, tunnels without any.',
    120,
    0.5,
    (second) => {
      if (tunnels.some(({ from, to }) => second >= from && second < to)) return 0;
      const fromMast = Math.abs((second % 20) - 10) / 10;
      return 12 * Math.exp(-3 * fromMast * fromMast + 0.3 * fade());
    },
  );
}

function table(what: string, seconds: number, everySeconds: number, mbpsAt: (second: number) => number): string {
  const rows = Array.from({ length: seconds / everySeconds }, (_, n) => {
    const second = n * everySeconds;
    return `${second},${mbpsAt(second).toFixed(2)}`;
  });
  return `${[`# ${MADE}`, `# ${what}`, 'seconds,mbps', ...rows].join('\n')}\n`;
}

await mkdir(TARGET, { recursive: true });
for (const [name, text] of Object.entries({
  'lte-drive.trace': lteDrive(),
  'evening-cell.csv': eveningCell(),
  'fast-train.csv': train(),
}))
  await writeFile(new URL(name, TARGET), text);
