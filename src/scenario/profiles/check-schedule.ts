import { diagnostic, type Notes, type Path } from '../reading/notes.ts';
import type { Directed } from './directed.ts';

/**
 * Whether what changes over time makes sense: steps one after the other, blackouts apart, one course of the rate. A draft
 * leaves out a list with a fault of its own, so places in it are those in the file.
 */
export function checkSchedule(directed: Directed, path: Path, notes: Notes): void {
  const refuse = (place: Path, expected: string, got: string) =>
    notes.diagnostics.push(diagnostic([...path, ...place], expected, got));
  checkSteps(directed, refuse);
  checkSpans('blackouts', directed, refuse);
  checkSpans('holds', directed, refuse);
  checkRadio(directed, refuse);
  const courses = (['trace', 'cycle', 'schedule'] as const).filter((course) => changesRate(directed, course));
  if (courses.length > 1)
    refuse([courses[1] ?? 'cycle'], `one course of the rate, which \`${courses[0]}\` sets`, 'another one beside it');
  const both = (['out', 'back'] as const).find(
    (way) => directed.trace[way] !== undefined && directed.rate[way] !== undefined,
  );
  if (both !== undefined) refuse(['trace'], 'a trace or a rate for each way', `both for \`${directed.keys[both]}\``);
}

/** A line that hands over for longer than it carries is none. */
const MOST_OF_HANDOVERS = 2;

type Refuse = (place: Path, expected: string, got: string) => void;

function changesRate({ trace, cycle, schedule }: Directed, course: 'trace' | 'cycle' | 'schedule'): boolean {
  switch (course) {
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
    for (const way of ['out', 'back'] as const)
      if (step.rate[way] !== undefined && rate[way] === undefined && trace[way] === undefined)
        refuse(['schedule', n], `a rate for \`${keys[way]}\` before the first step too`, 'a rate from a step on only');
  }
}

function checkSpans(part: 'blackouts' | 'holds', directed: Directed, refuse: Refuse): void {
  const { keys } = directed;
  for (const way of ['out', 'back'] as const) {
    let endMs = Number.NEGATIVE_INFINITY;
    for (const [n, span] of directed[part].entries()) {
      if (!span.directions.includes(way)) continue;
      if (span.at < endMs) {
        const expected = `a time from ${seconds(endMs)} on, when the ${part.slice(0, -1)} before it on \`${keys[way]}\` is over`;
        refuse([part, n, 'at'], expected, seconds(span.at));
        return;
      }
      endMs = span.at + span.for;
    }
  }
}

function checkRadio({ radio }: Directed, refuse: Refuse): void {
  const handover = radio?.handover;
  if (handover !== undefined && handover.for * MOST_OF_HANDOVERS > handover.every)
    refuse(
      ['radio', 'handover', 'for'],
      `at most half of the ${seconds(handover.every)} between them`,
      seconds(handover.for),
    );
}

function seconds(ms: number): string {
  return `${ms / 1000} s`;
}
