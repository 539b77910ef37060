import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright';
import type { Enter } from '../lib/enter.ts';
import { CannotMeasureError } from '../lib/errors.ts';

export interface LaunchOptions {
  readonly enter: Enter;
  readonly executable: string;
  /** The browser writes its process id into each of these files before it starts: it joins those control groups. */
  readonly joinFiles?: readonly string[];
  /** Where pages are of plain http on another address than loopback: some APIs need to be told to trust it. */
  readonly trustedOrigins: readonly string[];
  /** Besides its own. */
  readonly flags?: readonly string[];
  readonly signal: AbortSignal;
}

export interface LaunchedBrowser {
  readonly browser: Browser;
  readonly version: string;
  /** Closes it in order, or kills it if that takes long. Safe to call again. */
  close(): Promise<void>;
  /** Ends its processes at once. */
  kill(): Promise<void>;
}

const LAUNCH_TIMEOUT_MS = 20_000;
const CLOSE_TIMEOUT_MS = 1500;

/** Chromium takes the last list only, so what matters of Playwright's is said again. */
const DISABLED_FEATURES = [
  // Candidates with addresses instead of mDNS names, which nobody resolves here.
  'WebRtcHideLocalIpsWithMdns',
  // Our page, which we serve ourselves, talks to a private address.
  'LocalNetworkAccessChecks',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'MediaRouter',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
];

const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  // Each would look for the internet, which is not there.
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A proxy of the user's environment does not know the emulated hosts.
  '--no-proxy-server',
  `--disable-features=${DISABLED_FEATURES.join(',')}`,
  '--autoplay-policy=no-user-gesture-required',
  // A page nobody looks at must not be slowed down.
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  // See page/tidy.ts.
  '--js-flags=--expose-gc',
];

/** Loopback addresses are no ICE candidates, unless asked for: where nodes share this machine's network, media goes there. */
const LOOPBACK_FLAG = '--allow-loopback-in-peer-connection';

/** Chromium's own words when neither user namespaces nor a setuid helper are there for its sandbox. */
const NO_SANDBOX = /no usable sandbox|sandboxing failed/i;
const SANDBOX_ADVICE = [
  'the browser keeps itself in a sandbox, for which this machine lets unprivileged users make no user namespaces:',
  '- allow them (Ubuntu: sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0; others: kernel.unprivileged_userns_clone=1,',
  '  user.max_user_namespaces; in a container: --security-opt seccomp=unconfined),',
  '- or set LONGHAUL_SANDBOX=off: longhaul opens no pages but its own and plays no media but what it published itself.',
].join('\n');

/** Without one (Windows) there are no namespaces to enter either, and Playwright alone ends the browser. */
const HAS_SHELL = process.platform !== 'win32';

/** A headless browser on one node of the network. Throws CannotMeasureError, or the signal's reason. */
export async function launchBrowser({
  enter,
  executable,
  joinFiles = [],
  trustedOrigins,
  flags = [],
  signal,
}: LaunchOptions): Promise<LaunchedBrowser> {
  signal.throwIfAborted();
  const directory = await mkdtemp(join(tmpdir(), 'longhaul-browser-'));
  const pidFile = join(directory, 'pid');
  const kill = async () => {
    const pid = Number(await readFile(pidFile, 'utf8').catch(() => ''));
    if (pid > 0) killGroup(pid);
  };
  signal.addEventListener('abort', kill);
  try {
    const command = [...(enter.command === '' ? [] : [enter.command, ...enter.args]), executable];
    const browser = await chromium.launch({
      executablePath: HAS_SHELL ? await writeWrapper(directory, command, [pidFile, ...joinFiles]) : executable,
      headless: true,
      chromiumSandbox: wantsSandbox(),
      args: [
        ...FLAGS,
        ...flags,
        ...(trustedOrigins.length === 0
          ? []
          : [`--unsafely-treat-insecure-origin-as-secure=${trustedOrigins.join(',')}`]),
        ...(enter.command === '' ? [LOOPBACK_FLAG] : []),
      ],
      timeout: LAUNCH_TIMEOUT_MS,
      // Ctrl-C is the runner's: it takes everything down in order.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    signal.throwIfAborted();
    return {
      browser,
      version: `Chromium ${browser.version()}`,
      kill,
      async close() {
        let timer: NodeJS.Timeout | undefined;
        const late = new Promise<void>((resolve) => {
          timer = setTimeout(() => resolve(kill()), CLOSE_TIMEOUT_MS);
        });
        await Promise.race([browser.close().catch(() => {}), late]).finally(() => clearTimeout(timer));
        await rm(directory, { recursive: true, force: true });
      },
    };
  } catch (cause) {
    await kill();
    await rm(directory, { recursive: true, force: true });
    if (signal.aborted) throw signal.reason;
    const text = cause instanceof Error ? cause.message : String(cause);
    if (NO_SANDBOX.test(text))
      throw new CannotMeasureError('the browser did not start: it finds no usable sandbox', SANDBOX_ADVICE, { cause });
    throw new CannotMeasureError(
      `the browser did not start: ${text}`,
      `\`longhaul doctor\` checks it; its path is ${executable}`,
      { cause },
    );
  } finally {
    // From now on close() ends it, after its page has left the origin.
    signal.removeEventListener('abort', kill);
  }
}

/** As root Chromium has none. */
function wantsSandbox(): boolean {
  return process.getuid?.() !== 0 && process.env.LONGHAUL_SANDBOX !== 'off';
}

/** Every step execs the next, `ip netns exec` too: the shell's pid is the browser's, and leads its process group. */
async function writeWrapper(
  directory: string,
  command: readonly string[],
  pidFiles: readonly string[],
): Promise<string> {
  const wrapper = join(directory, 'browser.sh');
  const joins = pidFiles.map((file) => `echo $$ > ${shellQuote(file)}\n`).join('');
  const script = `#!/bin/sh\nset -e\n${joins}exec ${command.map(shellQuote).join(' ')} "$@"\n`;
  await writeFile(wrapper, script, { mode: 0o755 });
  return wrapper;
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}

function shellQuote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
