/** A map within a JSON Schema. */
export interface Json {
  [key: string]: unknown;
}

/** The map at a place that is known to be there; of a list, the first. Throws when it is not: then the schema it was written for has changed. */
export function at(schema: Json, ...path: readonly string[]): Json {
  return path.reduce<Json>((node, step) => {
    const next = node[step];
    if (typeof next !== 'object' || next === null) throw new Error(`the schema has no ${path.join('.')}`);
    return next as Json;
  }, schema);
}

/** JSON Schema's if, then and else; not as a literal, for what has a `then` looks like a promise. */
export function when(condition: Json, then: Json, otherwise?: Json): Json {
  const words: readonly (readonly [string, Json])[] = [
    ['if', condition],
    ['then', then],
  ];
  return Object.fromEntries(otherwise === undefined ? words : [...words, ['else', otherwise]]);
}
