/** Where a secret is to be found. What is found there is never in a scenario, a recording or an output. */
export type Secret =
  /** Name of an environment variable. */
  | { readonly env: string }
  /** Path of a file whose text it is, white space around it left out. */
  | { readonly file: string };
