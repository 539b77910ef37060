import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export type PageName = 'publisher' | 'viewer';

/** Workers that each page starts, by the name of their file. */
const WORKERS: Readonly<Record<PageName, readonly string[]>> = {
  publisher: ['publisher-worker'],
  viewer: ['viewer-worker'],
};

const bundles = new Map<string, Promise<string>>();

/**
 * A page as one HTML text: its script, its workers' and that of a transport (a file of page/transports/) inside, nothing
 * to fetch. Bundled once a process.
 */
export function bundlePage(name: PageName, transport: string): Promise<string> {
  const key = `${name} ${transport}`;
  const known = bundles.get(key);
  if (known !== undefined) return known;
  const made = makePage(name, transport);
  bundles.set(key, made);
  return made;
}

async function makePage(name: PageName, transport: string): Promise<string> {
  const texts = await Promise.all(WORKERS[name].map(async (worker) => [worker, await bundle(worker, {})] as const));
  const workers = JSON.stringify(Object.fromEntries(texts));
  const scripts = await Promise.all([
    bundle(`transports/${transport}`, {}, 'LONGHAUL_TRANSPORT'),
    bundle(`${name}-page`, { LONGHAUL_WORKERS: workers }),
  ]);
  // A script's text ends at the first "</script", wherever it stands.
  const safe = scripts.join('').replaceAll('</script', '<\\/script');
  return `<!doctype html><meta charset="utf-8"><title>longhaul ${name}</title><link rel="icon" href="data:,"><body><script>${safe}</script>`;
}

/** Its exports become a variable named `exportsTo`, if any. */
async function bundle(name: string, define: Record<string, string>, exportsTo?: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`./page/${name}.ts`, import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'chrome120',
    define,
    ...(exportsTo !== undefined && { globalName: exportsTo }),
    logLevel: 'silent',
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error(`esbuild gave nothing for ${name}`);
  return file.text;
}
