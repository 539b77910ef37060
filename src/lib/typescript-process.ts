/**
 * Node arguments with which a child process runs our TypeScript as it is. The loader is named by its full address:
 * `--import tsx` alone is looked up from the working directory, which is the user's.
 */
export const TYPESCRIPT_ARGS: readonly string[] = ['--import', import.meta.resolve('tsx')];

/** The same for a thread, in which Node 20 takes no loader by argument: the address of a program that runs `file`. */
export function typescriptThread(file: URL): URL {
  const loader = JSON.stringify(import.meta.resolve('tsx/esm/api'));
  const text = `(await import(${loader})).register(); await import(${JSON.stringify(file)});`;
  return new URL(`data:text/javascript,${encodeURIComponent(text)}`);
}
