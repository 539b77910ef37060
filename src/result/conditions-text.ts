/** Writes conditions as JSON without the Chinese names, which change nothing about what is measured and which older files lack for regions. */
export function conditionsText(conditions: unknown): string {
  return JSON.stringify(conditions, (key, value) => (key === 'labelZh' ? undefined : value));
}
