import { join } from 'node:path';
import { messageOf } from '../../lib/message-of.ts';
import type { Curves } from '../../model/result/curves.ts';
import type { Language } from '../messages/words.ts';
import { writeFileAtomic } from '../write-file-atomic.ts';
import { curvePage } from './curve-page.ts';

/**
 * Writes curves.json, index.html and charts/*.png, in this order, replacing those of an earlier call. Returns why the charts could not
 * be written; undefined if they were.
 */
export async function writeCurve(found: Curves, directory: string, language: Language): Promise<string | undefined> {
  await writeFileAtomic(join(directory, 'curves.json'), `${JSON.stringify(found, null, 2)}\n`);
  await writeFileAtomic(join(directory, 'index.html'), curvePage(found));
  try {
    // Loaded only here: a machine where the charts' library does not load has the page all the same.
    const { curveCharts } = await import('./curve-charts.ts');
    for (const { path, content } of curveCharts(found, language)) await writeFileAtomic(join(directory, path), content);
  } catch (error) {
    return messageOf(error);
  }
  return undefined;
}
