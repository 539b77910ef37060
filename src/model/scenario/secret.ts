/** Location of a secret. The secret itself never appears in a scenario, a recording or any output. */
export type Secret =
  /** Name of an environment variable. */
  | { readonly env: string }
  /** Path of a file that contains it; surrounding white space is removed. */
  | { readonly file: string };
