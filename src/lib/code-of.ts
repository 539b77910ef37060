/** Returns the code of a system error, "ENOSPC"; undefined for whatever else was thrown. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
