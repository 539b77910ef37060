/** As JSON, without the Chinese names: they change nothing about what is measured, and older files have none of regions. */
export function conditionsText(conditions: unknown): string {
  return JSON.stringify(conditions, (key, value) => (key === 'labelZh' ? undefined : value));
}
