/**
 * Returns the candidate that a typo most likely meant: the one with the fewest edits, at most a fourth of the letters of the
 * longer word, but one edit in words of three letters or more. Candidates with other digits are other things, not typos: h265
 * is not h264, nor is 4g 3g. Undefined if none is that close.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  return byEdits(word, candidates, 4)[0];
}

/** Lists the candidates close to a word, the closest first: at most one edit in so many letters of the longer one. */
function byEdits(word: string, candidates: readonly string[], letters: number): string[] {
  return candidates
    .map((candidate) => ({ candidate, edits: editDistance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, edits }) => edits <= mostEdits(candidate, word, letters))
    .sort((a, b) => a.edits - b.edits)
    .map(({ candidate }) => candidate);
}

function mostEdits(candidate: string, word: string, letters: number): number {
  const digits = (text: string) => text.replace(/\D/g, '');
  if (digits(candidate) !== digits(word)) return -1;
  const longer = Math.max(candidate.length, word.length);
  return longer < 3 ? 0 : Math.max(1, Math.floor(longer / letters));
}

/** Returns a hint, "did you mean `access`?", or undefined when no candidate is close. */
export function didYouMean(word: string, candidates: readonly string[]): string | undefined {
  const best = nearest(word, candidates);
  return best === undefined ? undefined : `did you mean \`${best}\`?`;
}

/** Most candidates in one hint: a longer list helps no more than the catalog itself. */
const MAX_SUGGESTIONS = 3;

/**
 * Returns a hint with several candidates, "did you mean `wpt-4g` or `loadero-4g`?": the closest first, then those that contain
 * the word as a part. Undefined when there are none.
 */
export function didYouMeanAny(word: string, candidates: readonly string[]): string | undefined {
  if (word === '') return undefined;
  const isPart = (candidate: string) => candidate.toLowerCase().split(/[-/]/).includes(word.toLowerCase());
  const found = [...new Set([...byEdits(word, candidates, 3), ...candidates.filter(isPart)])].slice(0, MAX_SUGGESTIONS);
  return found.length === 0 ? undefined : `did you mean ${found.map((name) => `\`${name}\``).join(' or ')}?`;
}

/** Counts the insertions, deletions, replacements and swaps of neighbours between two words (Damerau-Levenshtein distance). */
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
