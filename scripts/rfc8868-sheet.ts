/**
 * Prints the sheet of RFC 8868, section 3, for the test cases of RFC 8867: how much of the capacity is used, how long packets
 * wait, how many are lost, how soon the flows converge, and how fairly they share.
 *   npx tsx scripts/rfc8868-sheet.ts                      the model of a WebRTC stream in Chromium's place: seconds
 *   npx tsx scripts/rfc8868-sheet.ts RECORDING.ndjson...  rehearsals of these scenarios, with Chromium
 */

import { buildTopology } from '../src/network/topology.ts';
import { readRecording } from '../src/recording/reader.ts';
import { loadScenario } from '../src/scenario/load.ts';
import { planTakes } from '../src/scenario/plan.ts';
import { vocabulary } from '../src/verdict/vocabulary.ts';
import { caseSecond } from './congestion/case-second.ts';
import { demandOf } from './congestion/demand-of.ts';
import { type SheetRow, sheetRow } from './congestion/sheet-row.ts';
import { simulateCase } from './congestion/simulate-case.ts';

const CASES = [1, 2, 3, 4, 5, 6, 7, 8];
const LINK = 'first-mile/out';

const files = process.argv.slice(2);
console.log('case               used   wait p50 / p95    lost     converges after (s)         own : others');
if (files.length > 0) for (const file of files) console.log(await recorded(file));
else for (const number of CASES) console.log(await simulated(`rfc8867-5-${number}`));

async function simulated(name: string): Promise<string> {
  const { scenario } = await loadScenario(name, vocabulary);
  const [take] = planTakes(scenario, [1]);
  if (take === undefined) throw new Error(`${name} has no take`);
  const { links } = buildTopology(take);
  const link = links.find(({ id }) => id === LINK);
  const back = links.find(({ id }) => id === 'first-mile/back');
  if (link === undefined || back === undefined) throw new Error(`${name} has no first mile`);
  const { bitrateBps } = scenario.broadcast.video;
  const seconds = simulateCase(link, bitrateBps, back.profile.delayMs, scenario.durationMs / 1000);
  return line(name, sheetRow(seconds, demandOf(bitrateBps, link.profile.crossTraffic ?? [])));
}

async function recorded(file: string): Promise<string> {
  const { header, links, window } = await readRecording(file);
  const link = header.topology.links.find(({ id }) => id === LINK);
  if (link === undefined || window === undefined) throw new Error(`${file} has no measured window`);
  const seconds = links
    .filter(({ atMs }) => atMs > window.fromMs && atMs <= window.toMs)
    .flatMap(({ links: all }) => all.filter((second) => second.link === LINK))
    .map((second) => caseSecond(second, link.profile));
  const { scenario } = header.take;
  return line(
    scenario.name,
    sheetRow(seconds, demandOf(scenario.broadcast.video.bitrateBps, link.profile.crossTraffic ?? [])),
  );
}

function line(name: string, row: SheetRow): string {
  const percent = (share: number, digits = 0) => `${(share * 100).toFixed(digits)} %`;
  return [
    name.padEnd(17),
    percent(row.utilisation).padStart(6),
    `${row.queueP50Ms.toFixed(0)} / ${row.queueP95Ms.toFixed(0)} ms`.padStart(17),
    percent(row.lossFraction, 2).padStart(9),
    `   ${row.convergenceS.map((seconds) => seconds ?? 'never').join(', ')}`.padEnd(32),
    row.fairness?.toFixed(2) ?? '',
  ].join('');
}
