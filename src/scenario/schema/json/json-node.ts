/** A map within a JSON Schema. */
export interface Json {
  [key: string]: unknown;
}

/** Returns the map at a path; an index selects an item of a list. Throws if there is none: the schema has changed. */
export function at(schema: Json, ...path: readonly string[]): Json {
  return path.reduce<Json>((node, step) => {
    const next = node[step];
    if (typeof next !== 'object' || next === null) throw new Error(`the schema has no ${path.join('.')}`);
    return next as Json;
  }, schema);
}

/** Builds a JSON Schema conditional. Not an object literal, since linters take an object with `then` for a promise. */
export function when(condition: Json, then: Json, otherwise?: Json): Json {
  const keywords: readonly (readonly [string, Json])[] = [
    ['if', condition],
    ['then', then],
  ];
  return Object.fromEntries(otherwise === undefined ? keywords : [...keywords, ['else', otherwise]]);
}
