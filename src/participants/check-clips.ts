import { InputError, type Problem } from '../lib/errors.ts';
import type { Source } from '../model/scenario/scenario.ts';
import { launchBrowser } from './launch-browser.ts';
import { bundlePage } from './page-bundle.ts';
import { pageErrorText } from './page-handle.ts';

const HERE = { command: '', args: [] };
const CONVERT = 'convert it: ffmpeg -i CLIP -c:v libx264 -pix_fmt yuv420p -c:a aac out.mp4';

/** Opens each clip among the sources in the browser, before anything starts. Throws InputError for those it cannot decode. */
export async function checkClips(sources: readonly Source[], executable: string): Promise<void> {
  const paths = sources.flatMap((source) => (source.type === 'file' ? [source.path] : []));
  if (paths.length === 0) return;
  const { signal } = new AbortController();
  const launched = await launchBrowser({ enter: HERE, executable, trustedOrigins: [], signal });
  try {
    const problems: Problem[] = [];
    for (const path of new Set(paths)) {
      const reason = await undecodableReason(path, launched);
      const place = { where: path, path: 'broadcast.source.file' };
      if (reason !== undefined)
        problems.push({ ...place, expected: 'a clip that this browser can decode', got: reason, hint: CONVERT });
    }
    if (problems.length > 0) throw new InputError(problems);
  } finally {
    await launched.close();
  }
}

async function undecodableReason(
  path: string,
  { browser }: Awaited<ReturnType<typeof launchBrowser>>,
): Promise<string | undefined> {
  const page = await browser.newPage();
  try {
    await page.setContent(await bundlePage('publisher', 'whip'));
    await page.setInputFiles('#clip', path);
    return await page.evaluate<undefined>('longhaul.openClip()').catch(pageErrorText);
  } finally {
    await page.close();
  }
}
