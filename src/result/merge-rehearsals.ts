import { constants, copyFileSync, existsSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError, type Problem } from '../lib/errors.ts';
import { BASE_VARIANT, type Scenario } from '../model/scenario/scenario.ts';
import type { Take } from '../model/scenario/take.ts';
import { measuringVersion } from '../verdict/compare/differences.ts';
import { conditionsText } from './conditions-text.ts';
import { readHeader } from './read-header.ts';
import { createRehearsalDirectory, listRecordings, RECORDINGS, recordingName } from './rehearsal-directory.ts';
import { isUntilDecided } from './stopping-note.ts';

export interface MergeOptions {
  readonly out: string | undefined;
  /** Judge what is there although some of the scenario's seeds are in none of the parts. */
  readonly isPartial: boolean;
}

interface PlayedTake {
  readonly directory: string;
  readonly file: string;
  readonly take: Take;
  /** Version of longhaul that recorded it. */
  readonly version: string;
}

/**
 * Copies the recordings of a rehearsal's parts (`run --shard`) into one directory, as if all had been played there, in the order of the
 * scenario's seeds, and returns it. Throws InputError if they are not parts of one rehearsal: another scenario, the same takes twice,
 * or a part missing, which nobody would notice later.
 */
export async function mergeRehearsals(directories: readonly string[], options: MergeOptions): Promise<string> {
  refuseRepeated(directories);
  const played: PlayedTake[] = [];
  for (const directory of directories)
    for (const file of listRecordings(directory)) {
      const { take, tool } = await readHeader(file);
      played.push({ directory, file, take, version: tool.version });
    }
  const [first] = played;
  if (first === undefined) throw new Error('mergeRehearsals: no directories');
  const problems = [
    ...foreign(first, played),
    ...otherBroadcasts(played),
    ...otherVersions(first, played),
    ...sequential(directories),
    ...twice(played),
    ...(options.isPartial ? [] : missing(first.take.scenario, played)),
  ];
  if (problems.length > 0) throw new InputError(problems);

  const out = createRehearsalDirectory(options.out, first.take.scenario.name, new Date());
  const { seeds } = first.take.scenario;
  const place = ({ take }: PlayedTake) => (seeds.includes(take.seed) ? seeds.indexOf(take.seed) : seeds.length);
  for (const [index, { file, take }] of played.toSorted((a, b) => place(a) - place(b)).entries())
    copyFileSync(file, join(out, RECORDINGS, recordingName({ ...take, index })), constants.COPYFILE_FICLONE);
  const scenarioFile = join(first.directory, 'scenario.yaml');
  if (existsSync(scenarioFile)) copyFileSync(scenarioFile, join(out, 'scenario.yaml'));
  writeFileSync(join(out, 'merged.json'), `${JSON.stringify({ from: directories }, null, 2)}\n`);
  return out;
}

/** Throws InputError where a directory is given twice, however it is written: its takes would count twice. */
function refuseRepeated(directories: readonly string[]): void {
  const real = directories.map((directory) => (existsSync(directory) ? realpathSync(directory) : directory));
  const again = directories.filter((_, i) => real.indexOf(real[i] ?? '') < i);
  if (again.length === 0) return;
  throw new InputError(
    again.map((where) => ({ where, path: '', expected: 'each part once', got: 'the same directory again' })),
  );
}

/** Writes the conditions of a take without its broadcast and its regions' lines, which are its variant's and differ. */
function conditionsOf({ take }: PlayedTake): string {
  const { broadcast: _, regions: __, ...conditions } = take.scenario;
  return conditionsText(conditions);
}

function foreign(first: PlayedTake, played: readonly PlayedTake[]): Problem[] {
  return played
    .filter((each) => each.directory !== first.directory && conditionsOf(each) !== conditionsOf(first))
    .slice(0, 1)
    .map(({ file }) => ({
      ...{ where: file, path: '', expected: `the scenario of ${first.directory}` },
      got: 'another, or the same before it was changed',
    }));
}

/** Reports the first part that sent something else under the same name, or to others: a variant's own settings do not show the base's. */
function otherBroadcasts(played: readonly PlayedTake[]): Problem[] {
  const known = new Map<string, PlayedTake>();
  for (const each of played) {
    const { variant = BASE_VARIANT, scenario } = each.take;
    const before = known.get(variant) ?? each;
    known.set(variant, before);
    if (ownConditions(scenario) === ownConditions(before.take.scenario)) continue;
    const expected = `the broadcast of ${before.directory} (${variant})`;
    return [{ where: each.file, path: '', expected, got: 'another, or the same before it was changed' }];
  }
  return [];
}

function ownConditions({ broadcast, regions }: PlayedTake['take']['scenario']): string {
  return conditionsText([broadcast, regions]);
}

function otherVersions(first: PlayedTake, played: readonly PlayedTake[]): Problem[] {
  return played
    .filter(({ version }) => measuringVersion(version) !== measuringVersion(first.version))
    .slice(0, 1)
    .map(({ file, version }) => ({
      ...{
        where: file,
        path: '',
        expected: `a part that longhaul ${first.version} recorded, as in ${first.directory}`,
      },
      got: `longhaul ${version}`,
    }));
}

function sequential(directories: readonly string[]): Problem[] {
  return directories.filter(isUntilDecided).map((where) => ({
    ...{ where, path: '', expected: 'a part of a rehearsal whose seeds are fixed' },
    got: 'one that was played until it was decided: it is whole',
  }));
}

/** Reports seeds that are in two parts, where whichever counted would be somebody's choice. Within one part, the first valid take counts. */
function twice(played: readonly PlayedTake[]): Problem[] {
  const known = new Map<string, string>();
  return played.flatMap(({ directory, take: { seed, variant = BASE_VARIANT } }) => {
    const key = `seed ${seed}, ${variant}`;
    const before = known.get(key) ?? directory;
    known.set(key, before);
    if (before === directory) return [];
    return [{ where: directory, path: '', expected: `no take that ${before} has, too`, got: key }];
  });
}

function missing({ seeds, variants = [] }: Scenario, played: readonly PlayedTake[]): Problem[] {
  const wanted = variants.length === 0 ? [BASE_VARIANT] : [BASE_VARIANT, ...variants.map(({ name }) => name)];
  const isThere = (seed: number, name: string) =>
    played.some(({ take: { seed: own, variant = BASE_VARIANT } }) => own === seed && variant === name);
  const lacking = seeds.filter((seed) => wanted.some((name) => !isThere(seed, name)));
  if (lacking.length === 0) return [];
  return [
    {
      ...{ where: 'merge', path: '', expected: `every seed of the scenario (${seeds.join(', ')}), all variants` },
      got: `none, or not all, of seed ${lacking.join(', ')}`,
      hint: '--partial judges what is there',
    },
  ];
}
