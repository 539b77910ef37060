import type { Diagnosis } from '../../model/result/diagnosis.ts';
import { DIAGNOSIS_WORDS as WORDS } from '../messages/diagnosis-words.ts';
import { escapeMarkdown } from '../text/escape.ts';
import { DIAGNOSIS_HEADER, type DiagnosisRow, diagnosisRows } from './diagnosis-rows.ts';

/** Formats a diagnosis as a section of Markdown. */
export function diagnosisMarkdown(found: Diagnosis): string {
  const line = (row: DiagnosisRow) => `| ${row.map(({ en }) => escapeMarkdown(en)).join(' | ')} |`;
  const parts = [
    `## ${escapeMarkdown(found.scenario.name)}: ${WORDS.title.en}`,
    WORDS.note.en,
    [line(DIAGNOSIS_HEADER), '|---|---|---|---|---|---|', ...diagnosisRows(found).map(line)].join('\n'),
    WORDS.intervalNote.en,
    found.isComplete ? '' : `⚠️ ${WORDS.unfinished.en}`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
