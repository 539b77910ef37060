import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import type { CommandPrefix } from '../lib/command-prefix.ts';
import { CannotMeasureError } from '../lib/errors.ts';
import { messageOf } from '../lib/message-of.ts';
import { besideFile, makeScratchFolder } from '../lib/scratch-folder.ts';

export interface LaunchOptions {
  readonly enter: CommandPrefix;
  readonly executable: string;
  /** Files into which the browser writes its process id before it starts, to join those control groups. */
  readonly joinFiles?: readonly string[];
  /** Origins served over plain http other than loopback, which have to be named as trusted for some APIs. */
  readonly trustedOrigins: readonly string[];
  /** Flags in addition to the standard ones. */
  readonly flags?: readonly string[];
  readonly signal: AbortSignal;
}

export interface LaunchedBrowser {
  readonly browser: Browser;
  readonly version: string;
  /** Closes the browser gracefully, or kills it after a timeout. Idempotent. */
  close(): Promise<void>;
  /** Kills all its processes at once. */
  kill(): Promise<void>;
}

const LAUNCH_TIMEOUT_MS = 20_000;
const CLOSE_TIMEOUT_MS = 1500;

/** Features to disable. Chromium uses only the last list given, so the relevant ones of Playwright's are repeated. */
const DISABLED_FEATURES = [
  // Candidates with addresses instead of mDNS names, which nobody resolves here.
  'WebRtcHideLocalIpsWithMdns',
  // Our page, served by ourselves, talks to a private address.
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
  // Each would contact the internet, which is not there.
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A proxy from the user's environment does not know the emulated hosts.
  '--no-proxy-server',
  `--disable-features=${DISABLED_FEATURES.join(',')}`,
  '--autoplay-policy=no-user-gesture-required',
  // A page that nobody looks at must not be throttled.
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  // See browser/request-gc.ts.
  '--js-flags=--expose-gc',
];

/** Flag that makes loopback addresses ICE candidates: nodes that share this machine's network send media there. */
const LOOPBACK_FLAG = '--allow-loopback-in-peer-connection';

/** Chromium's message when neither user namespaces nor a setuid helper are available for its sandbox. */
const NO_SANDBOX = /no usable sandbox|sandboxing failed/i;
const SANDBOX_ADVICE = [
  'the browser keeps itself in a sandbox, for which this machine lets unprivileged users make no user namespaces:',
  '- allow them (Ubuntu: sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0; others: kernel.unprivileged_userns_clone=1,',
  '  user.max_user_namespaces; in a container: --security-opt seccomp=unconfined),',
  '- or set LONGHAUL_SANDBOX=off: longhaul opens no pages but its own and plays no media but what it published itself.',
].join('\n');

/**
 * Whether there is a shell. Without one (Windows) there are no namespaces to enter either, and Playwright alone ends
 * the browser.
 */
const HAS_SHELL = process.platform !== 'win32';

/** Launches a headless browser on one node of the network. Throws CannotMeasureError or the signal's reason. */
export async function launchBrowser({
  enter,
  executable,
  joinFiles = [],
  trustedOrigins,
  flags = [],
  signal,
}: LaunchOptions): Promise<LaunchedBrowser> {
  signal.throwIfAborted();
  const directory = makeScratchFolder('browser');
  const pidFile = join(directory, 'pid');
  const kill = async () => {
    const pid = Number(await readFile(pidFile, 'utf8').catch(() => ''));
    if (pid > 0) killGroup(pid);
  };
  signal.addEventListener('abort', kill);
  try {
    // Loaded only here: it takes a second of CPU, and what is wrong with input or machine is said without it.
    const { chromium } = await import('playwright');
    const command = [...(enter.command === '' ? [] : [enter.command, ...enter.args]), executable];
    const browser = await chromium.launch({
      executablePath: HAS_SHELL ? await writeWrapper(directory, command, [pidFile, ...joinFiles]) : executable,
      artifactsDir: join(directory, 'artifacts'),
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
      // Ctrl-C belongs to the runner, which shuts everything down in order.
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
        const timeout = new Promise<void>((resolve) => {
          timer = setTimeout(() => resolve(kill()), CLOSE_TIMEOUT_MS);
        });
        await Promise.race([browser.close().catch(() => {}), timeout]).finally(() => clearTimeout(timer));
        await rm(directory, { recursive: true, force: true });
      },
    };
  } catch (cause) {
    await kill();
    await rm(directory, { recursive: true, force: true });
    if (signal.aborted) throw signal.reason;
    const text = messageOf(cause);
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

/** Returns whether to use the sandbox; as root Chromium has none. */
function wantsSandbox(): boolean {
  return process.getuid?.() !== 0 && process.env.LONGHAUL_SANDBOX !== 'off';
}

/**
 * Writes the launch script. Every step execs the next, `ip netns exec` too: the shell's pid becomes the browser's,
 * which leads its process group.
 */
async function writeWrapper(
  directory: string,
  command: readonly string[],
  pidFiles: readonly string[],
): Promise<string> {
  const wrapper = join(directory, 'browser.sh');
  const joins = pidFiles.map((file) => `echo $$ > ${shellQuote(file)}\n`).join('');
  // Playwright makes the profile, beside our folder, and removes it unless it is killed.
  const note = `for word; do case $word in --user-data-dir=*) echo "\${word#*=}" > ${shellQuote(besideFile(directory))};; esac; done\n`;
  const script = `#!/bin/sh\nset -e\n${joins}${note}exec ${command.map(shellQuote).join(' ')} "$@"\n`;
  await writeFile(wrapper, script, { mode: 0o755 });
  return wrapper;
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Already gone.
  }
}

function shellQuote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
