import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { CannotMeasureError } from '../lib/errors.ts';
import { run, which } from '../lib/processes.ts';

export interface FoundBrowser {
  readonly path: string;
  /** Version as the browser reports it: "Chromium 156.0.8078.73". */
  readonly version: string;
}

/** Names on PATH, leanest first: the headless shell needs about half the memory of a full browser. */
const NAMES = ['chromium-headless-shell', 'chromium', 'google-chrome', 'google-chrome-stable'] as const;
const VERSION_TIMEOUT_MS = 10_000;

/**
 * Finds the browser that publishes and watches: LONGHAUL_BROWSER if set, else Playwright's own, else one on PATH.
 * Throws CannotMeasureError if there is none, or if it does not start.
 */
export async function findBrowser(): Promise<FoundBrowser> {
  const path = await findPath();
  try {
    const version = await run(path, ['--version', '--no-sandbox'], { timeoutMs: VERSION_TIMEOUT_MS });
    return { path, version: version.trim() };
  } catch (cause) {
    throw new CannotMeasureError(
      `the browser ${path} does not start`,
      `run \`${path} --version\` to see why, or set LONGHAUL_BROWSER to another`,
      { cause },
    );
  }
}

async function findPath(): Promise<string> {
  const configured = process.env.LONGHAUL_BROWSER;
  if (configured !== undefined && configured !== '') {
    if (await isExecutable(configured)) return configured;
    throw new CannotMeasureError(
      `LONGHAUL_BROWSER is ${configured}, which cannot be run`,
      'set it to the path of Chromium or Chrome, or unset it',
    );
  }
  // Imported here because it takes half a second to load.
  const { chromium } = await import('playwright');
  const own = chromium.executablePath();
  if (own !== '' && (await isExecutable(own))) return own;
  const found = await which(...NAMES);
  if (found !== undefined) return found;
  throw new CannotMeasureError(
    'no browser was found',
    'run `npm run setup`, or install Chromium (Debian: apt-get install chromium-headless-shell)',
  );
}

function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
