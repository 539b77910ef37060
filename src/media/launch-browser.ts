import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright';
import { CannotMeasureError } from '../lib/errors.ts';

/** Put before a command to run it on a network node; an empty command is this machine itself. */
export interface Enter {
  readonly command: string;
  readonly args: readonly string[];
}

export interface LaunchOptions {
  readonly enter: Enter;
  readonly executable: string;
  /** Origin of the pages, "http://10.77.0.1:8080": plain http, which some APIs need to be told to trust. */
  readonly trustedOrigin: string;
  readonly signal: AbortSignal;
}

export interface LaunchedBrowser {
  readonly browser: Browser;
  readonly version: string;
  readonly trustedOrigin: string;
  close(): Promise<void>;
}

const LAUNCH_TIMEOUT_MS = 20_000;
const CLOSE_TIMEOUT_MS = 1500;

const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  // Each would look for the internet, which is not there.
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Candidates with addresses instead of mDNS names, which nobody resolves here; and leave for our page, which we serve
  // ourselves, to talk to a private address.
  '--disable-features=WebRtcHideLocalIpsWithMdns,LocalNetworkAccessChecks',
  '--autoplay-policy=no-user-gesture-required',
  // A page nobody looks at must not be slowed down.
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
];

/** A headless browser on one node of the network. Throws CannotMeasureError, or the signal's reason. */
export async function launchBrowser({
  enter,
  executable,
  trustedOrigin,
  signal,
}: LaunchOptions): Promise<LaunchedBrowser> {
  signal.throwIfAborted();
  const directory = await mkdtemp(join(tmpdir(), 'longhaul-browser-'));
  try {
    const wrapper = join(directory, 'browser.sh');
    const command = [...(enter.command === '' ? [] : [enter.command, ...enter.args]), executable]
      .map(shellQuote)
      .join(' ');
    await writeFile(wrapper, `#!/bin/sh\nexec ${command} "$@"\n`, { mode: 0o755 });
    const browser = await chromium.launch({
      executablePath: wrapper,
      headless: true,
      chromiumSandbox: process.getuid?.() !== 0,
      args: [...FLAGS, `--unsafely-treat-insecure-origin-as-secure=${trustedOrigin}`],
      timeout: LAUNCH_TIMEOUT_MS,
      // Ctrl-C is the runner's: it takes everything down in order.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    return {
      browser,
      version: `Chromium ${browser.version()}`,
      trustedOrigin,
      async close() {
        await Promise.race([
          browser.close().catch(() => {}),
          new Promise((resolve) => setTimeout(resolve, CLOSE_TIMEOUT_MS)),
        ]);
        await rm(directory, { recursive: true, force: true });
      },
    };
  } catch (cause) {
    await rm(directory, { recursive: true, force: true });
    if (signal.aborted) throw signal.reason;
    const text = cause instanceof Error ? cause.message : String(cause);
    throw new CannotMeasureError(
      `the browser did not start: ${text}`,
      `\`longhaul doctor\` checks it; its path is ${executable}`,
      { cause },
    );
  }
}

function shellQuote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
