import type { Outcome, Verdict, VerdictOutcome } from '../model/verdict.ts';
import type { Result } from '../model/result.ts';
import { escapeMarkdown } from './escape.ts';
import { explain, headline, metricLabel } from './explain.ts';
import { formatActual, formatBound, formatDuration } from './format.ts';
import type { Report } from './report.ts';
import { OUTCOME_WORDS, VERDICT_WORDS } from './words.ts';

const OUTCOME_MARKS: Record<Outcome, string> = { ready: '✅', 'not-ready': '❌', invalid: '⚠️' };
const VERDICT_MARKS: Record<VerdictOutcome, string> = { pass: '✅', warn: '🟡', fail: '❌', 'no-data': '❔' };

/** summary.md, for a pull request or a chat: verdict, reasons, table. */
export const markdownReport: Report = (result) => {
  const { scenario, outcome } = result;
  const seeds = result.takes.map(({ seed }) => seed).join(', ');
  const parts = [
    `## ${OUTCOME_MARKS[outcome]} ${escapeMarkdown(scenario.name)}: ${OUTCOME_WORDS[outcome].en}`,
    headline(result).en,
    reasons(result),
    table(result),
    `<sub>longhaul ${escapeMarkdown(result.tool.version)} · ${escapeMarkdown(result.startedAt)} · ${formatDuration(scenario.durationMs)} measured · seeds: ${seeds === '' ? 'none' : seeds}</sub>`,
  ];
  return [{ path: 'summary.md', content: `${parts.filter((part) => part !== '').join('\n\n')}\n` }];
};

function reasons(result: Result): string {
  if (result.outcome === 'invalid')
    return result.invalidReasons
      .map(({ reason, advice }) => `- ${escapeMarkdown(reason)}  \n  **What to do:** ${escapeMarkdown(advice)}`)
      .join('\n');
  return explain(result)
    .map(({ label, sentence, facts, advice }) => {
      const evidence = facts.map(({ en }) => ` ${escapeMarkdown(en)}`).join('');
      const change = advice === undefined ? '' : `  \n  **What to do:** ${escapeMarkdown(advice.en)}`;
      return `- **${escapeMarkdown(label)}**: ${escapeMarkdown(sentence.en)}.${evidence}${change}`;
    })
    .join('\n');
}

function table(result: Result): string {
  if (result.verdicts.length === 0) return '';
  const rows = result.verdicts.map((verdict) => `| ${row(result, verdict).join(' | ')} |`);
  return ['| Region | Metric | Limit | Actual | Outcome |', '|---|---|---|---|---|', ...rows].join('\n');
}

function row(result: Result, verdict: Verdict): string[] {
  const region = result.scenario.regions.find(({ id }) => id === verdict.region)?.label ?? verdict.region;
  // Under an invalid rehearsal a tick would be read as a pass.
  const mark = result.outcome === 'invalid' ? '' : `${VERDICT_MARKS[verdict.outcome]} `;
  return [
    escapeMarkdown(region),
    escapeMarkdown(metricLabel(result, verdict.metric).en),
    escapeMarkdown(formatBound(verdict)),
    formatActual(verdict),
    `${mark}${VERDICT_WORDS[verdict.outcome].en}`,
  ];
}
