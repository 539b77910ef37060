import type { Diagnosis } from '../../model/result/diagnosis.ts';
import { DIAGNOSIS_WORDS as WORDS } from '../messages/diagnosis-words.ts';
import type { Language } from '../messages/words.ts';
import { escapeMarkdown } from '../text/escape.ts';
import { DIAGNOSIS_HEADER, type DiagnosisRow, diagnosisRows } from './diagnosis-rows.ts';
import { provenCauses } from './proven-cause.ts';

/** Formats a diagnosis as a section of Markdown. */
export function diagnosisMarkdown(found: Diagnosis, language: Language = 'en'): string {
  const line = (row: DiagnosisRow) => `| ${row.map((cell) => escapeMarkdown(cell[language])).join(' | ')} |`;
  const parts = [
    `## ${escapeMarkdown(found.scenario.name)}: ${WORDS.title[language]}`,
    ...provenCauses(found).map((text) => `**${escapeMarkdown(text[language])}**`),
    WORDS.note[language],
    [line(DIAGNOSIS_HEADER), '|---|---|---|---|---|---|', ...diagnosisRows(found).map(line)].join('\n'),
    WORDS.intervalNote[language],
    found.isComplete ? '' : `⚠️ ${WORDS.unfinished[language]}`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
