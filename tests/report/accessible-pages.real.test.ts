import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../../src/participants/find-browser.ts';
import { LONG } from '../it-long.ts';
import { startSampleLive } from './sample-live.ts';
import { samplePages } from './sample-pages.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Ways to see a page that hold each width, language and colour scheme; in the long run each pair of them. */
const VIEWS = [
  { width: 1280, language: 'en', colorScheme: 'light' },
  { width: 390, language: 'zh', colorScheme: 'dark' },
  ...(LONG
    ? ([
        { width: 1280, language: 'zh', colorScheme: 'dark' },
        { width: 390, language: 'en', colorScheme: 'light' },
        { width: 390, language: 'zh', colorScheme: 'light' },
        { width: 390, language: 'en', colorScheme: 'dark' },
      ] as const)
    : []),
] as const;

/** Returns what of the page as it is shown now breaks WCAG AA, is drawn outside its chart, or is wider than its place. */
function faultsOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<AxeResults> } };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    const { violations } = await axe.run({ runOnly: tags, resultTypes: ['violations'] });
    const isWide = document.documentElement.scrollWidth > innerWidth;
    const drawn = [...document.querySelectorAll('svg :is(path, rect, circle)')].filter((shape) => {
      const [box, own] = [shape, shape.closest('svg') ?? shape].map((each) => each.getBoundingClientRect());
      if (box === undefined || own === undefined || own.width === 0) return false;
      return (
        box.top < own.top - 4 || box.bottom > own.bottom + 4 || box.left < own.left - 4 || box.right > own.right + 4
      );
    });
    const cut = [...document.querySelectorAll('.heat th, .heat td > a, .trust a, .aligned figure, table td')].filter(
      ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1,
    );
    const outside = drawn.map(({ outerHTML }) => `drawn outside its chart: ${outerHTML.slice(0, 200)}`);
    const wide = cut.map(({ outerHTML }) => `wider than its place: ${outerHTML.slice(0, 200)}`);
    const found = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
    return [...(isWide ? ['wider than its window'] : []), ...outside, ...wide, ...found];
  });
}

/** Parts of a page like the ones before them: the first two cards, charts and regions stand for all, and a few rows. */
const REPEATED = [
  ...['.paths', '.cards', '.charts', '.film'].map((list) => `${list} > :nth-child(n + 3)`),
  ...['.track:nth-child(n + 5)', 'tbody > tr:nth-child(n + 4)', '.definitions > :nth-child(n + 4)'],
];
/** Parts of every report, looked at in one of them. */
const COMMON = ['#timelines', '#paths', '#seen', '#lines', '#definitions > section + section'];
const COMPLETE = 'not-ready';

/** Returns what takes such parts away and unfolds the rest, as text: the compiler's helpers are not there in the page. */
const prepare = (parts: readonly string[]) => `
  document.querySelectorAll(${JSON.stringify(parts.join())}).forEach((part) => part.remove());
  document.querySelectorAll('details').forEach((details) => { details.open = true; });`;

/** Returns the faults of every view, all folded parts open. */
async function faultsOfViews(page: Page, name: string): Promise<readonly string[]> {
  await page.evaluate(prepare(name === COMPLETE ? REPEATED : [...REPEATED, ...COMMON]));
  await page.evaluate(AXE);
  const found: string[] = [];
  for (const { width, language, colorScheme } of VIEWS) {
    await page.setViewportSize({ width, height: 844 });
    await page.emulateMedia({ colorScheme });
    await page.locator(`label[for=language-${language}]`).click();
    const faults = await faultsOf(page);
    found.push(...faults.map((fault) => `${width} px, ${language}, ${colorScheme}: ${fault}`));
  }
  return found;
}

const pages = samplePages();
let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: (await findBrowser()).path, args: ['--no-sandbox'] });
  // The pages' own policy forbids every script but theirs, so axe too.
  page = await (await browser.newContext({ bypassCSP: true })).newPage();
});
afterAll(() => browser.close());

describe('the first screen shows the verdict and every region in one sight', () => {
  it.each(['ready', 'not-ready', 'invalid', 'compare'])('%s', async (name) => {
    await page.setContent(pages[name] ?? '');
    const ends: Record<string, number> = {};
    for (const language of ['en', 'zh']) {
      await page.locator(`label[for=language-${language}]`).click();
      for (const [width, height] of [
        [1280, 900],
        [390, 844],
      ] as const) {
        await page.setViewportSize({ width, height });
        await page.evaluate(() => scrollTo(0, 0));
        const box = await page.locator('.heat').boundingBox();
        ends[`${language} ${width}`] = (box?.y ?? Number.NaN) + (box?.height ?? Number.NaN) - height;
      }
    }
    expect(Object.values(ends).filter((beyond) => !(beyond <= 0))).toEqual([]);
  });
});

describe('a page breaks nothing of WCAG AA, at two widths, in two languages, in light and in dark', () => {
  it.each(Object.entries(pages))('%s', async (name, content) => {
    await page.goto('about:blank');
    await page.setContent(content);
    expect(await faultsOfViews(page, name)).toEqual([]);
  });

  it('live', async () => {
    const live = await startSampleLive();
    try {
      await page.goto(live.url);
      await page.locator('#courses').scrollIntoViewIfNeeded();
      await page.locator('#courses figure').first().waitFor();
      expect(await faultsOfViews(page, 'live')).toEqual([]);
    } finally {
      await page.goto('about:blank');
      await live.close();
    }
  });
});
