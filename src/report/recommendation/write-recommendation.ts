import { join } from 'node:path';
import type { Recommendation } from '../../model/result/recommendation.ts';
import { writeFileAtomic } from '../write-file-atomic.ts';
import { recommendationMarkdown } from './recommendation-markdown.ts';
import { recommendationPage } from './recommendation-page.ts';

const RECOMMENDATION = 'recommendation.json';

/** Writes recommendation.json, recommendation.md and index.html, replacing those of an earlier call. */
export async function writeRecommendation(found: Recommendation, directory: string): Promise<void> {
  await writeFileAtomic(join(directory, RECOMMENDATION), `${JSON.stringify(found, null, 2)}\n`);
  await writeFileAtomic(join(directory, 'recommendation.md'), recommendationMarkdown(found));
  await writeFileAtomic(join(directory, 'index.html'), recommendationPage(found));
}
