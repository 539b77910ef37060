import { join } from 'node:path';
import type { Recommendation } from '../../model/result/recommendation.ts';
import { writeWhole } from '../write-whole.ts';
import { recommendationMarkdown } from './recommendation-markdown.ts';
import { recommendationPage } from './recommendation-page.ts';

export const RECOMMENDATION = 'recommendation.json';

/** recommendation.json, recommendation.md and index.html, replacing those of an earlier look. */
export async function writeRecommendation(found: Recommendation, directory: string): Promise<void> {
  await writeWhole(join(directory, RECOMMENDATION), `${JSON.stringify(found, null, 2)}\n`);
  await writeWhole(join(directory, 'recommendation.md'), recommendationMarkdown(found));
  await writeWhole(join(directory, 'index.html'), recommendationPage(found));
}
