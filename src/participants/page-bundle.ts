import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export type PageName = 'publisher' | 'viewer';

/** Each page's script in src/browser. */
const PAGES: Readonly<Record<PageName, string>> = {
  publisher: 'source/publisher-page',
  viewer: 'viewer/viewer-page',
};
/** Workers that each page starts; it knows them by the name of their file. */
const WORKERS: Readonly<Record<PageName, readonly string[]>> = {
  publisher: ['source/publisher-worker'],
  viewer: ['viewer/viewer-worker'],
};

const bundles = new Map<string, Promise<string>>();

/**
 * A page as one HTML text: its script, its workers' and that of a transport (a file of browser/transports/) inside, nothing
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
  const texts = await Promise.all(
    WORKERS[name].map(async (worker) => [basename(worker), await bundle(worker, {})] as const),
  );
  const workers = JSON.stringify(Object.fromEntries(texts));
  const scripts = await Promise.all([
    bundle(`transports/${transport}`, {}, 'LONGHAUL_TRANSPORT'),
    bundle(PAGES[name], { LONGHAUL_WORKERS: workers }),
  ]);
  // A script's text ends at the first "</script", wherever it stands.
  const safe = scripts.join('').replaceAll('</script', '<\\/script');
  return `<!doctype html><meta charset="utf-8"><title>longhaul ${name}</title><link rel="icon" href="data:,"><body><script>${safe}</script>`;
}

/** Its exports become a variable named `exportsTo`, if any. */
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
  const [made] = outputFiles;
  if (made === undefined) throw new Error(`esbuild gave nothing for ${file}`);
  return made.text;
}
