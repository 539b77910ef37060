/** The candidate a typo most likely meant: fewest edits (Levenshtein), at most a third of its letters and at least one. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  return byEdits(word, candidates)[0];
}

function byEdits(word: string, candidates: readonly string[]): string[] {
  return candidates
    .map((candidate) => ({ candidate, edits: editDistance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, edits }) => edits <= Math.max(1, Math.floor(Math.max(candidate.length, word.length) / 3)))
    .sort((a, b) => a.edits - b.edits)
    .map(({ candidate }) => candidate);
}

/** "did you mean `access`?", or undefined when nothing is near. */
export function didYouMean(word: string, candidates: readonly string[]): string | undefined {
  const best = nearest(word, candidates);
  return best === undefined ? undefined : `did you mean \`${best}\`?`;
}

/** A few are help, many are the catalog. */
const MOST_NAMED = 3;

/** "did you mean `wpt-4g` or `loadero-4g`?": the nearest few, then those of which the word is a part; undefined when nothing is near. */
export function didYouMeanAny(word: string, candidates: readonly string[]): string | undefined {
  const isPart = (candidate: string) => candidate.toLowerCase().split(/[-/]/).includes(word.toLowerCase());
  const found = [...new Set([...byEdits(word, candidates), ...candidates.filter(isPart)])].slice(0, MOST_NAMED);
  return found.length === 0 ? undefined : `did you mean ${found.map((name) => `\`${name}\``).join(' or ')}?`;
}

/** Insertions, deletions and replacements between two words, a swap of neighbours counting as one. */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const replaced = at(last, j - 1) + (same ? 0 : 1);
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(beforeLast, j - 2) + 1 : Infinity;
      row.push(Math.min(replaced, at(last, j) + 1, at(row, j - 1) + 1, swapped));
    }
    beforeLast = last;
    last = row;
  }
  return at(last, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}
