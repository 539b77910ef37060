import { join } from 'node:path';
import type { EncoderComparison } from '../../model/result/encoder-comparison.ts';
import { junitDocument } from '../formats/junit-xml.ts';
import { writeFileAtomic } from '../write-file-atomic.ts';
import { type ComparisonSuiteOptions, comparisonSuites } from './comparison-junit.ts';
import { comparisonsMarkdown } from './comparison-markdown.ts';

/** Writes comparison.json, comparison.md and comparison.junit.xml, and returns their paths. */
export async function writeComparison(
  comparisons: readonly EncoderComparison[],
  directory: string,
  { name, ...options }: Omit<ComparisonSuiteOptions, 'scope'> & { readonly name: string },
): Promise<string[]> {
  const suites = comparisons.flatMap((comparison) =>
    comparisonSuites(comparison, { ...options, scope: `${name}.${comparison.candidate.name}` }),
  );
  const files = {
    'comparison.json': `${JSON.stringify(comparisons, null, 2)}\n`,
    'comparison.md': comparisonsMarkdown(comparisons, options.labels),
    'comparison.junit.xml': junitDocument(`longhaul compare ${name}`, suites),
  };
  const paths: string[] = [];
  for (const [file, content] of Object.entries(files)) {
    await writeFileAtomic(join(directory, file), content);
    paths.push(join(directory, file));
  }
  return paths;
}
