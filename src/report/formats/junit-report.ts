import type { Result, TakeResult } from '../../model/result/result.ts';
import type { Verdict } from '../../model/result/verdict.ts';
import { comparisonSuites } from '../comparison/comparison-junit.ts';
import { metricLabel } from '../facts/explain.ts';
import { NEXT_WORDS, nextCommand } from '../facts/next-command.ts';
import { pathFacts } from '../facts/path-facts.ts';
import { shownVerdicts, takeName, takeOf } from '../facts/takes.ts';
import { calibrationSummary, faultSentence, faultyChecks, probedIn } from '../messages/calibration-words.ts';
import { hostNote } from '../messages/machine-words.ts';
import { paceNotes } from '../messages/pace-words.ts';
import type { Report } from '../report.ts';
import { formatActual, formatBound, formatError, formatLimit } from '../text/format.ts';
import { viewerName } from '../text/names.ts';
import { type Case, junitDocument, type Property, type Suite } from './junit-xml.ts';

const VALID_CASE = 'the rehearsal is valid';

/** Makes junit.xml: a suite "rehearsal" (was anything proved, was the network as asked), then a suite per region with a case per budget. */
export const junitReport: Report = (result) => {
  const { verdicts, isJudged } = shownVerdicts(result);
  const suites = [
    {
      ...suite(result, 'rehearsal', [
        rehearsalCase(result),
        ...result.takes.flatMap((take) => networkCase(take, result)),
      ]),
      properties: paceProperties(result),
    },
    ...result.scenario.regions.map((region) => {
      const own = verdicts.filter((verdict) => verdict.region === region.id);
      const cases = own.map((verdict) => budgetCase(result, verdict, isJudged));
      return suite(result, region.id, cases);
    }),
  ];
  const compared = (result.comparisons ?? []).flatMap((comparison) =>
    comparisonSuites(comparison, {
      labels: { regions: result.scenario.regions, metrics: result.metrics },
      // The rehearsal's own outcome is not the comparison's: `longhaul compare` is the gate.
      gate: { onInconclusive: 'warn', onNotReady: 'pass' },
      scope: `${result.scenario.name}.${comparison.candidate.name}`,
      startedAt: result.startedAt,
      seconds: result.scenario.durationMs / 1000,
    }),
  );
  const own = result.outcome === 'invalid' ? suites.map(withoutOtherErrors) : suites;
  const content = junitDocument(`longhaul ${result.scenario.name}`, [...own, ...compared]);
  return [{ path: 'junit.xml', content }];
};

/** Turns errors other than the rehearsal's own into skipped cases: an invalid rehearsal is one error, not one per budget. */
function withoutOtherErrors(suite: Suite): Suite {
  const cases = suite.cases.map(
    (each): Case => (each.state === 'error' && each.name !== VALID_CASE ? { ...each, state: 'skipped' } : each),
  );
  return { ...suite, cases };
}

function suite(result: Result, name: string, cases: readonly Case[]): Suite {
  const { startedAt, scenario } = result;
  return { scope: `${scenario.name}.${name}`, startedAt, seconds: scenario.durationMs / 1000, cases };
}

function rehearsalCase(result: Result): Case {
  const name = VALID_CASE;
  if (result.outcome !== 'invalid') return { name, state: 'passed', message: '', text: '' };
  const note = hostNote(result)?.en;
  const command = nextCommand(result);
  const lines = [
    ...result.invalidReasons.map(({ signal, reason, advice }) => `${signal}: ${reason} ${advice}`),
    ...(note === undefined ? [] : [note]),
    ...(command === undefined ? [] : [`${NEXT_WORDS.tryNextHere.en}: ${command}`]),
  ];
  return { name, state: 'error', message: result.invalidReasons[0]?.reason ?? 'invalid', text: lines.join('\n') };
}

/** Returns how fast each take was played, as numbers, and in words if it was not the stream's own speed. */
function paceProperties(result: Result): Property[] {
  const notes = paceNotes(result).map(({ en }) => en);
  const ofTakes = result.takes.flatMap((take): Property[] => {
    const { pace } = take;
    if (pace === undefined) return [];
    const [name, digits] = [takeName(take).en, (value: number) => String(Number(value.toFixed(2)))];
    return [
      { name: `time dilation factor, ${name}`, value: digits(pace.meanFactor) },
      { name: `largest time dilation factor, ${name}`, value: digits(pace.mostFactor) },
      { name: `clock stood still (ms), ${name}`, value: String(Math.round(pace.stoodStillMs)) },
      { name: `seconds replaced, ${name}`, value: String(pace.replacedSeconds) },
    ];
  });
  return notes.length === 0 ? ofTakes : [{ name: 'pace', value: notes.join(' ') }, ...ofTakes];
}

/** Returns the case for the network being as asked; none for a take that was not probed. */
function networkCase(take: TakeResult, { scenario }: Result): Case[] {
  const { calibration } = take;
  if (calibration === undefined) return [];
  const name = `the network is as asked, ${takeName(take).en}`;
  const faults = faultyChecks(calibration).map((fault) => faultSentence(fault, scenario.regions).en);
  const text = [`${calibrationSummary(calibration).en}, ${probedIn(calibration).en}`, ...faults].join('\n');
  return [{ name, state: faults.length > 0 ? 'error' : 'passed', message: faults[0] ?? '', text }];
}

function budgetCase(result: Result, verdict: Verdict, isJudged: boolean): Case {
  const label = metricLabel(result, verdict.metric).en;
  const name = `${label} ${formatBound(verdict)}`;
  const message = `${label}: ${formatActual(verdict).en}, limit ${formatBound(verdict)}`;
  const text = [message, ...evidence(result, verdict)].join('\n');
  if (!isJudged) return { name, state: 'error', message: 'no take is valid: this number is not a judgement', text };
  switch (verdict.outcome) {
    case 'pass':
      return { name, state: 'passed', message: '', text: '' };
    case 'warn':
      return { name, state: 'passed', message: '', text: `warning: ${text}` };
    case 'fail':
      return { name, state: 'failure', message, text };
    case 'uncertain':
      return {
        name,
        state: 'error',
        message:
          verdict.error === undefined
            ? `${message}: ${verdict.reason}`
            : `${message}: within the machine's error of ${formatError(verdict)}`,
        text,
      };
    case 'no-data':
      return { name, state: 'error', message: `no data: ${verdict.reason ?? 'no reason was recorded'}`, text };
  }
}

/** Returns whose value it was, and what the network counted at the same time. */
function evidence(result: Result, verdict: Verdict): string[] {
  const lines: string[] = [];
  if (verdict.warnLimit !== undefined) lines.push(`warning limit: ${formatLimit(verdict.warnLimit, verdict.unit)}`);
  if (verdict.viewer !== undefined)
    lines.push(`worst viewer: ${viewerName(result.scenario.regions, verdict.viewer).en} (${verdict.viewer})`);
  if (verdict.seed !== undefined) lines.push(`seed: ${verdict.seed}`);
  if (verdict.reason !== undefined) lines.push(`reason: ${verdict.reason}`);
  if (verdict.outcome !== 'fail') return lines;
  const take = takeOf(result, verdict);
  return [...lines, ...pathFacts(result, verdict, take).facts.map(({ en }) => en)];
}
