import { diagnostic, type Notes, type Path } from '../reading/notes.ts';

/** Shortest measured time in which viewers who come in mid-show are watched long enough to be measured. */
const LEAST_MS = 20_000;

/** Refuses churn in a take too short for it. */
export function checkChurn(churn: number | undefined, durationMs: number, path: Path, notes: Notes): void {
  if (churn === undefined || durationMs >= LEAST_MS) return;
  notes.diagnostics.push(
    diagnostic(
      path,
      `at least ${LEAST_MS / 1000} s for churn: whoever comes in mid-show must be watched for a while`,
      `${durationMs / 1000} s`,
    ),
  );
}
