type Present<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** Returns a map without the fields that are undefined. */
export function definedFields<T extends object>(fields: T): Present<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>;
}
