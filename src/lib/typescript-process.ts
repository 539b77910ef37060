/**
 * Node arguments with which a child process runs TypeScript directly. The loader is given by its full URL: a bare
 * `--import tsx` is resolved from the working directory, which is the user's.
 */
export const TYPESCRIPT_ARGS: readonly string[] = ['--import', import.meta.resolve('tsx')];

/**
 * Returns the URL of a program that runs a TypeScript file in a worker thread, where Node 20 takes no loader argument.
 */
export function typescriptThread(file: URL): URL {
  const loader = JSON.stringify(import.meta.resolve('tsx/esm/api'));
  const text = `(await import(${loader})).register(); await import(${JSON.stringify(file)});`;
  return new URL(`data:text/javascript,${encodeURIComponent(text)}`);
}
