/** `T` with every field and every list in it read-only, at any depth. */
export type DeepReadonly<T> = { readonly [Key in keyof T]: DeepReadonly<T[Key]> };
