/**
 * Node arguments with which a child process runs our TypeScript as it is. The loader is named by its full address:
 * `--import tsx` alone is looked up from the working directory, which is the user's.
 */
export const TYPESCRIPT_ARGS: readonly string[] = ['--import', import.meta.resolve('tsx')];
