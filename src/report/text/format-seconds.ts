/** Times of the window as its axis shows them: "20 s", "7.5 s". */
export function formatSeconds(ms: number): string {
  return `${seconds(ms)} s`;
}

/** "20–30 s". */
export function formatSpan({ fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }): string {
  return `${seconds(fromMs)}–${seconds(toMs)} s`;
}

function seconds(ms: number): number {
  return Number((ms / 1000).toFixed(1));
}
