/** Splits an SDP, or a fragment of one, into lines. */
const linesOf = (sdp: string) => sdp.split(/\r?\n/).filter((line) => line !== '');
const join = (lines: readonly string[]) => lines.map((line) => `${line}\r\n`).join('');
const isIce = (line: string) => /^a=(ice-ufrag|ice-pwd|candidate|end-of-candidates)\b/.test(line);

/**
 * Builds the fragment that a PATCH sends (RFC 8840 section 9, as used by RFC 9725 section 4.3): credentials and candidates of the
 * bundle's first section, which carries all media. `candidates` are those not sent yet, in the form of RTCIceCandidate.candidate.
 */
export function localFragment(sdp: string, candidates: readonly string[], isLast: boolean): string {
  const lines = linesOf(sdp);
  const first = lines.findIndex((line) => line.startsWith('m='));
  const rest = lines.slice(first + 1);
  const next = rest.findIndex((line) => line.startsWith('m='));
  const section = next < 0 ? rest : rest.slice(0, next);
  const pick = (from: readonly string[], ...names: string[]) =>
    names.flatMap((name) => from.find((line) => line.startsWith(`a=${name}:`)) ?? []);
  return join([
    ...pick([...section, ...lines], 'ice-options'),
    ...pick(lines, 'group'),
    lines[first] ?? '',
    ...pick(section, 'mid', 'ice-ufrag', 'ice-pwd'),
    ...candidates.map((candidate) => `a=${candidate.replace(/^a=/, '')}`),
    ...(isLast ? ['a=end-of-candidates'] : []),
  ]);
}

/**
 * Builds the answer after an ICE restart: what was agreed stays; credentials and candidates are the fragment's. Throws when the
 * fragment lacks credentials.
 */
export function restartedAnswer(answer: string, fragment: string): string {
  const fragmentLines = linesOf(fragment);
  const credentials = fragmentLines.filter((line) => /^a=ice-(ufrag|pwd):/.test(line)).slice(0, 2);
  if (credentials.length < 2) throw new Error('the server’s answer to the ICE restart has no ice-ufrag and ice-pwd');
  const candidates = [...new Set(fragmentLines.filter((line) => /^a=(candidate:|end-of-candidates)/.test(line)))];
  let hasCandidates = false;
  const lines = linesOf(answer).flatMap((line) => {
    if (isIce(line)) return [];
    if (!line.startsWith('a=mid:')) return [line];
    // One section carries all media; a candidate in the others would mean nothing.
    const sectionCandidates = hasCandidates ? [] : candidates;
    hasCandidates = true;
    return [line, ...credentials, ...sectionCandidates];
  });
  return join(lines);
}

/** Returns the candidates of all sections, each once, in the form of RTCIceCandidate.candidate. */
export function candidatesOf(sdp: string): string[] {
  return [...new Set(sdp.match(/^a=candidate:.*$/gm) ?? [])].map((line) => line.slice(2).trim());
}
