import type { Result } from '../../model/result/result.ts';
import type { Outcome, Verdict, VerdictOutcome } from '../../model/result/verdict.ts';
import { comparisonMarkdown } from '../comparison/comparison-markdown.ts';
import { encoderLines } from '../facts/encoder-arms.ts';
import { explain, headline, metricLabel } from '../facts/explain.ts';
import { incidentLines } from '../facts/incident-facts.ts';
import { invalidGroups } from '../facts/invalid-groups.ts';
import { networkNotes } from '../facts/network-notes.ts';
import { NEXT_WORDS, nextCommand } from '../facts/next-command.ts';
import { broadcastNotes } from '../facts/source-notes.ts';
import { baseTakes, shownVerdicts } from '../facts/takes.ts';
import { CALIBRATION_WORDS } from '../messages/calibration-words.ts';
import { hostNote } from '../messages/machine-words.ts';
import { NETWORK_WORDS } from '../messages/network-words.ts';
import { paceNotes } from '../messages/pace-words.ts';
import { OUTCOME_WORDS, VERDICT_WORDS, worthSentence } from '../messages/verdict-words.ts';
import { type Text, WORDS } from '../messages/words.ts';
import type { Report } from '../report.ts';
import { escapeMarkdown } from '../text/escape.ts';
import { formatActual, formatBound, formatDuration, formatError } from '../text/format.ts';
import { regionName } from '../text/names.ts';

const OUTCOME_MARKS: Record<Outcome, string> = { ready: '✅', 'not-ready': '❌', invalid: '⚠️' };
const VERDICT_MARKS: Record<VerdictOutcome, string> = {
  pass: '✅',
  warn: '🟡',
  fail: '❌',
  uncertain: '❔',
  'no-data': '❔',
};

/** Most incidents in the summary; the page has more. */
const MOST_INCIDENTS = 5;

/** Makes summary.md for a pull request or a chat: verdict, reasons, table. */
export const markdownReport: Report = (result) => {
  const { scenario, outcome } = result;
  const seeds = baseTakes(result.takes)
    .map(({ seed }) => seed)
    .join(', ');
  const parts = [
    `## ${OUTCOME_MARKS[outcome]} ${escapeMarkdown(scenario.name)}: ${OUTCOME_WORDS[outcome].en}`,
    [headline(result), worthSentence(result)].flatMap((text) => text?.en ?? []).join(' '),
    reasons(result),
    next(result),
    paceNotes(result)
      .map(({ en }) => escapeMarkdown(en))
      .join(' '),
    table(result),
    incidentLines(result, MOST_INCIDENTS)
      .map(({ en }) => `- ${escapeMarkdown(en)}`)
      .join('\n'),
    ...(result.comparisons ?? []).map((comparison) =>
      comparisonMarkdown(comparison, { regions: scenario.regions, metrics: result.metrics }).trimEnd(),
    ),
    encoderLines(result)
      .map(({ en }) => escapeMarkdown(en))
      .join('  \n'),
    network(result),
    `<sub>longhaul ${escapeMarkdown(result.tool.version)} · ${escapeMarkdown(result.startedAt)} · ${formatDuration(scenario.durationMs)} measured · seeds: ${seeds === '' ? 'none' : seeds}</sub>`,
  ];
  return [{ path: 'summary.md', content: `${parts.filter((part) => part !== '').join('\n\n')}\n` }];
};

function reasons(result: Result): string {
  const invalid = invalidGroups(result).flatMap(({ reasons, advice }) =>
    reasons.map(({ title, detail }, i) =>
      item(
        `**${escapeMarkdown(title.en)}**${detail === undefined ? '' : ` ${escapeMarkdown(detail.en)}`}`,
        i === reasons.length - 1 ? advice : undefined,
      ),
    ),
  );
  if (result.outcome === 'invalid') return invalid.join('\n');
  const found = explain(result).map(({ label, sentence, facts, advice }) => {
    const sentences = [`${sentence.en}.`, ...facts.map(({ en }) => en)].map(escapeMarkdown);
    return item(`**${escapeMarkdown(label.en)}**: ${sentences.join(' ')}`, advice);
  });
  return [...found, ...(invalid.length === 0 ? [] : ['', WORDS.invalidTakes.en, '', ...invalid])].join('\n');
}

/** Writes the load of the machine during an invalid take, and the command to try after an invalid rehearsal. */
function next(result: Result): string {
  const note = hostNote(result);
  const command = nextCommand(result);
  const parts = [
    note === undefined ? '' : escapeMarkdown(note.en),
    command === undefined ? '' : `**${NEXT_WORDS.tryNextHere.en}:** \`${command}\``,
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** Writes proof, faults and planned events of the network, a line each. */
function network(result: Result): string {
  const { proofs, faults, events } = networkNotes(result);
  const list = (texts: readonly Text[]) => texts.map(({ en }) => `- ${escapeMarkdown(en)}`).join('\n');
  const parts = [
    broadcastNotes(result)
      .map(({ en }) => escapeMarkdown(en))
      .join(' '),
    proofs.map(({ en }) => `Network ${escapeMarkdown(en)}`).join('  \n'),
    faults.length === 0 ? '' : `⚠️ **${CALIBRATION_WORDS.networkOff.en}**\n\n${list(faults)}`,
    events.length === 0 ? '' : `${NETWORK_WORDS.events.en}:\n\n${list(events)}`,
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** Writes a list item. Two spaces at the end of a line break it within the item. */
function item(text: string, advice: Text | undefined): string {
  return advice === undefined ? `- ${text}` : `- ${text}  \n  **${WORDS.advice.en}:** ${escapeMarkdown(advice.en)}`;
}

function table(result: Result): string {
  const { verdicts, isJudged } = shownVerdicts(result);
  if (verdicts.length === 0) return '';
  const rows = verdicts.map((verdict) => `| ${row(result, verdict, isJudged).join(' | ')} |`);
  return ['| Region | Metric | Limit | Actual | Outcome |', '|---|---|---|---|---|', ...rows].join('\n');
}

function row(result: Result, verdict: Verdict, isJudged: boolean): string[] {
  return [
    escapeMarkdown(regionName(result.scenario.regions, verdict.region).en),
    escapeMarkdown(metricLabel(result, verdict.metric).en),
    escapeMarkdown(formatBound(verdict)),
    [formatActual(verdict).en, formatError(verdict)].join(' ').trimEnd(),
    isJudged ? `${VERDICT_MARKS[verdict.outcome]} ${VERDICT_WORDS[verdict.outcome].en}` : WORDS.notJudged.en,
  ];
}
