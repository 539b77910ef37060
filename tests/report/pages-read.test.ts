import { describe, expect, it } from 'vitest';
import { samplePages } from './sample-pages.ts';

/** Names of files, and the definition of a metric that this version does not know. */
const NAMES = /\.ndjson$|^A metric this page has no words for/;

/** Texts of a page by language: those of an element of one language, and those of none, which both readers see. */
function textsOf(page: string): Readonly<Record<'en' | 'zh' | 'both', readonly string[]>> {
  const body = page.replace(/^[\s\S]*<body>/, '').replace(/<(script|style|code)[^>]*>[\s\S]*?<\/\1>/g, ' ');
  const texts = { en: [] as string[], zh: [] as string[], both: [] as string[] };
  const open: string[] = [];
  for (const [, tag, closing, attributes = '', text] of body.matchAll(/(<(\/?)\w+([^>]*)>)|([^<]+)/g)) {
    if (text?.trim()) texts[languageOf(open)].push(text.trim());
    if (tag === undefined) continue;
    if (closing === '/') open.pop();
    else if (!/\/>$|^<(input|br|img|meta)\b/.test(tag)) open.push(attributes);
  }
  return texts;
}

function languageOf(open: readonly string[]): 'en' | 'zh' | 'both' {
  const own = open.findLast((attributes) => attributes.includes(' lang="'));
  return own === undefined ? 'both' : own.includes('lang="en"') ? 'en' : 'zh';
}

describe.each(Object.entries(samplePages()))('the page "%s" reads well', (_, page) => {
  const { en, zh, both } = textsOf(page);

  it('is there in both languages', () => {
    expect(en.length).toBeGreaterThan(10);
    expect(zh.length).toBeGreaterThan(10);
  });

  it('leaves no mark of how it was made', () => {
    const made = [...en, ...zh, ...both].filter((text) => /`|\{\w+\}|undefined|\bNaN\b|\[object/.test(text));
    expect(made).toEqual([]);
  });

  it('has no English word in what Chinese readers see', () => {
    const english = /\b(?:max|min|to|of|and|or|the|at|in|no|seeds?|takes?|viewers?)\b/;
    expect([...zh, ...both].filter((text) => english.test(text) && !NAMES.test(text))).toEqual([]);
  });
});
