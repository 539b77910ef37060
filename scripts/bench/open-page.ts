import { chromium } from 'playwright';
import { findBrowser } from '../../src/participants/find-browser.ts';
import { cpuTicks, TICKS_PER_SECOND } from './process-family.ts';

/** Times that opening a report took, s; `cpu` counts the browser with all its processes. */
export interface OpenedPage {
  readonly width: number;
  readonly elements: number;
  readonly paintedAfter: number;
  readonly parsedAfter: number;
  /** When the table of regions was laid out and painted. */
  readonly tableAfter: number;
  readonly loadedAfter: number;
  readonly cpuUntilTable: number;
  readonly cpu: number;
}

/** Opens a page from disk in a real browser at each width, as a reader would. */
export async function openPage(file: string, widths: readonly number[]): Promise<readonly OpenedPage[]> {
  const opened: OpenedPage[] = [];
  for (const width of widths) {
    const browser = await chromium.launch({ executablePath: (await findBrowser()).path, args: ['--no-sandbox'] });
    try {
      const page = await browser.newPage({ viewport: { width, height: 844 } });
      const own = cpuTicks(process.pid) - ownTicks();
      const cpu = () => (cpuTicks(process.pid) - ownTicks() - own) / TICKS_PER_SECOND;
      const begunMs = performance.now();
      await page.goto(`file://${file}`, { waitUntil: 'commit' });
      await page.locator('.heat tbody tr').last().waitFor();
      const [tableAfter, cpuUntilTable] = [(performance.now() - begunMs) / 1000, cpu()];
      await page.waitForLoadState('load');
      // Two frames: what was laid out is painted.
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
      const seen = await page.evaluate(() => {
        const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
        const paint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN;
        return {
          elements: document.querySelectorAll('*').length,
          ...{ paint, parsed: navigation?.domContentLoadedEventEnd, loaded: navigation?.loadEventEnd },
        };
      });
      const { elements, paint, parsed = Number.NaN, loaded = Number.NaN } = seen;
      opened.push({
        ...{ width, elements, paintedAfter: paint / 1000, parsedAfter: parsed / 1000, tableAfter },
        ...{ loadedAfter: loaded / 1000, cpuUntilTable, cpu: cpu() },
      });
    } finally {
      await browser.close();
    }
  }
  return opened;
}

/** CPU ticks of this process alone. */
function ownTicks(): number {
  const { user, system } = process.cpuUsage();
  return ((user + system) / 1e6) * TICKS_PER_SECOND;
}
