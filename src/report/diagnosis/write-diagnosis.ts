import { join } from 'node:path';
import type { Diagnosis } from '../../model/result/diagnosis.ts';
import { writeFileAtomic } from '../write-file-atomic.ts';
import { diagnosisMarkdown } from './diagnosis-markdown.ts';
import { diagnosisPage } from './diagnosis-page.ts';

/** Page of a diagnosis in the rehearsal's directory. */
export const DIAGNOSIS_PAGE = 'diagnose.html';

/** Writes diagnose.json, diagnose.md and diagnose.html beside the rehearsal's own reports, replacing earlier ones. */
export async function writeDiagnosis(found: Diagnosis, directory: string): Promise<void> {
  await writeFileAtomic(join(directory, 'diagnose.json'), `${JSON.stringify(found, null, 2)}\n`);
  await writeFileAtomic(join(directory, 'diagnose.md'), diagnosisMarkdown(found));
  await writeFileAtomic(join(directory, DIAGNOSIS_PAGE), diagnosisPage(found));
}
