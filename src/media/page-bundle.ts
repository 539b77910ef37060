import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export type PageName = 'publisher' | 'viewer';

/** Workers that each page starts, by the name of their file. */
const WORKERS: Readonly<Record<PageName, readonly string[]>> = {
  publisher: ['publisher-worker'],
  viewer: ['viewer-worker', 'witness-worker'],
};

const bundles = new Map<PageName, Promise<string>>();

/** A page as one HTML text: its script and its workers' inside, nothing to fetch. Bundled once a process. */
export function bundlePage(name: PageName): Promise<string> {
  const known = bundles.get(name);
  if (known !== undefined) return known;
  const made = makePage(name);
  bundles.set(name, made);
  return made;
}

async function makePage(name: PageName): Promise<string> {
  const texts = await Promise.all(WORKERS[name].map(async (worker) => [worker, await bundle(worker, {})] as const));
  const workers = JSON.stringify(Object.fromEntries(texts));
  const script = await bundle(`${name}-page`, { LONGHAUL_WORKERS: workers });
  // A script's text ends at the first "</script", wherever it stands.
  const safe = script.replaceAll('</script', '<\\/script');
  return `<!doctype html><meta charset="utf-8"><title>longhaul ${name}</title><link rel="icon" href="data:,"><body><script>${safe}</script>`;
}

async function bundle(name: string, define: Record<string, string>): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`./page/${name}.ts`, import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'chrome120',
    define,
    logLevel: 'silent',
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error(`esbuild gave nothing for ${name}`);
  return file.text;
}
