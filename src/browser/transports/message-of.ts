/** Returns what whatever was thrown says; as lib/message-of.ts, which pages cannot import. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
