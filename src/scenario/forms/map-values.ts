/** Returns a map with each value replaced. */
export function mapValues(
  map: Record<PropertyKey, unknown>,
  change: (value: unknown, key: string) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value, key)]));
}
