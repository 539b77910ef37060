import { diagnostic, type Notes, type Path } from '../reading/notes.ts';
import type { Directed } from './directed.ts';

/**
 * Checks a profile's changes over time: steps in order, blackouts that do not overlap, one source of rate changes. A list with
 * a fault of its own is absent from the draft, so indexes here are those in the file.
 */
export function checkSchedule(directed: Directed, path: Path, notes: Notes): void {
  const refuse = (place: Path, expected: string, got: string) =>
    notes.diagnostics.push(diagnostic([...path, ...place], expected, got));
  checkSteps(directed, refuse);
  checkSpans('blackouts', directed, refuse);
  checkSpans('holds', directed, refuse);
  checkRadio(directed, refuse);
  const rateChanges = (['trace', 'cycle', 'schedule'] as const).filter((field) => changesRate(directed, field));
  if (rateChanges.length > 1)
    refuse(
      [rateChanges[1] ?? 'cycle'],
      `one field that changes the rate, which \`${rateChanges[0]}\` does`,
      'another one beside it',
    );
  const both = (['out', 'back'] as const).find(
    (direction) => directed.trace[direction] !== undefined && directed.rate[direction] !== undefined,
  );
  if (both !== undefined)
    refuse(['trace'], 'a trace or a rate for each direction', `both for \`${directed.keys[both]}\``);
}

/** Least ratio of the interval between handovers to their duration: a line must carry at least half of the time. */
const MIN_HANDOVER_RATIO = 2;

type Refuse = (place: Path, expected: string, got: string) => void;

function changesRate({ trace, cycle, schedule }: Directed, field: 'trace' | 'cycle' | 'schedule'): boolean {
  switch (field) {
    case 'trace':
      return Object.values(trace).some((name) => name !== undefined);
    case 'cycle':
      return cycle !== undefined;
    case 'schedule':
      return schedule.some(({ rate }) => Object.values(rate).some((bps) => bps !== undefined));
  }
}

function checkSteps({ schedule, rate, trace, keys, delay }: Directed, refuse: Refuse): void {
  for (const [n, step] of schedule.entries()) {
    const before = schedule[n - 1];
    if (before !== undefined && step.at <= before.at)
      refuse(['schedule', n, 'at'], `a time after ${seconds(before.at)}, that of the step before`, seconds(step.at));
    const changes = [step.rtt, ...Object.values(step.rate), ...Object.values(step.loss)];
    if (changes.every((value) => value === undefined))
      refuse(['schedule', n], 'something that changes', 'a time alone');
    if (step.rtt !== undefined && Object.values(delay).some((ms) => ms !== undefined))
      refuse(['schedule', n, 'rtt'], 'no `rtt` beside `delay`: its halves would not fit', `rtt ${step.rtt} ms`);
    for (const direction of ['out', 'back'] as const)
      if (step.rate[direction] !== undefined && rate[direction] === undefined && trace[direction] === undefined)
        refuse(
          ['schedule', n],
          `a rate for \`${keys[direction]}\` before the first step too`,
          'a rate from a step on only',
        );
  }
}

function checkSpans(part: 'blackouts' | 'holds', directed: Directed, refuse: Refuse): void {
  const { keys } = directed;
  for (const direction of ['out', 'back'] as const) {
    let endMs = Number.NEGATIVE_INFINITY;
    for (const [n, span] of directed[part].entries()) {
      if (!span.directions.includes(direction)) continue;
      if (span.at < endMs) {
        const expected = `a time from ${seconds(endMs)} on, when the ${part.slice(0, -1)} before it on \`${keys[direction]}\` is over`;
        refuse([part, n, 'at'], expected, seconds(span.at));
        return;
      }
      endMs = span.at + span.for;
    }
  }
}

function checkRadio({ radio }: Directed, refuse: Refuse): void {
  const handover = radio?.handover;
  if (handover !== undefined && handover.for * MIN_HANDOVER_RATIO > handover.every)
    refuse(
      ['radio', 'handover', 'for'],
      `at most half of the ${seconds(handover.every)} between them`,
      seconds(handover.for),
    );
}

function seconds(ms: number): string {
  return `${ms / 1000} s`;
}
