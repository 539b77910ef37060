import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export type PageName = 'publisher' | 'viewer';

/** Scripts of the pages, in src/browser. */
const PAGES: Readonly<Record<PageName, string>> = {
  publisher: 'source/publisher-page',
  viewer: 'viewer/viewer-page',
};
/** Workers that each page starts, which it knows by file name. */
const WORKERS: Readonly<Record<PageName, readonly string[]>> = {
  publisher: ['source/publisher-worker'],
  viewer: ['viewer/viewer-worker'],
};

const bundles = new Map<string, Promise<string>>();

/**
 * Bundles a page into one HTML document: its script, its workers' and a transport's (a file of browser/transports/), so
 * that there is nothing to fetch. Each is bundled once per process.
 */
export function bundlePage(name: PageName, transport: string): Promise<string> {
  const key = `${name} ${transport}`;
  const existing = bundles.get(key);
  if (existing !== undefined) return existing;
  const bundled = makePage(name, transport);
  bundles.set(key, bundled);
  return bundled;
}

async function makePage(name: PageName, transport: string): Promise<string> {
  const texts = await Promise.all(
    WORKERS[name].map(async (worker) => [basename(worker), await bundle(worker, {})] as const),
  );
  const workers = JSON.stringify(Object.fromEntries(texts));
  const scripts = await Promise.all([
    bundle(`transports/${transport}`, {}, 'LONGHAUL_TRANSPORT'),
    bundle(PAGES[name], { LONGHAUL_WORKERS: workers }),
  ]);
  // A script ends at the first "</script", wherever that occurs.
  const safe = scripts.join('').replaceAll('</script', '<\\/script');
  return `<!doctype html><meta charset="utf-8"><title>longhaul ${name}</title><link rel="icon" href="data:,"><body><script>${safe}</script>`;
}

/** Bundles a file; its exports become a variable named `exportsTo`, if given. */
async function bundle(file: string, define: Record<string, string>, exportsTo?: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`../browser/${file}.ts`, import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'chrome120',
    define,
    ...(exportsTo !== undefined && { globalName: exportsTo }),
    logLevel: 'silent',
  });
  const [output] = outputFiles;
  if (output === undefined) throw new Error(`esbuild returned nothing for ${file}`);
  return output.text;
}
