/** Command, and the host it runs on. */
export interface PlacedCommand {
  readonly node: string;
  readonly words: readonly string[];
}

/**
 * Splits what stands after the first `--`: `iperf3 -s --in VIEWER -- iperf3 -c 10.77.0.1` are two commands, of which the first
 * runs on `node`. A command may be empty; the caller refuses that.
 */
export function placedCommands(node: string, words: readonly string[]): PlacedCommand[] {
  const next = words.findIndex((word, n) => word === '--in' && words[n + 2] === '--');
  if (next < 0) return [{ node, words }];
  return [{ node, words: words.slice(0, next) }, ...placedCommands(words[next + 1] ?? '', words.slice(next + 3))];
}
