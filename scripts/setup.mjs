#!/usr/bin/env node
// Makes a fresh clone ready to run: packages, a browser, the ip tool. Plain Node, safe to repeat, quick when all is there.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const NODE_MINIMUM = [20, 19];

const say = (text) => console.error(`setup: ${text}`);

function fail(text) {
  console.error(`setup: ${text}`);
  process.exit(3);
}

function onPath(...names) {
  for (const name of names)
    for (const folder of [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin']) {
      const path = join(folder, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {}
    }
  return undefined;
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < NODE_MINIMUM[0] || (major === NODE_MINIMUM[0] && minor < NODE_MINIMUM[1]))
    fail(`Node ${NODE_MINIMUM.join('.')} or newer is needed; this is ${process.versions.node}`);
}

/**
 * Installs what package-lock.json says whenever it is not what was installed last. Not by `npm ci`: that refuses a lock
 * file which lacks the packages of platforms that a registry mirror did not carry. No package needs its install script.
 */
function installPackages() {
  const stamp = join(root, 'node_modules', '.longhaul-lock-hash');
  const hash = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  say('installing npm packages (node_modules is missing or older than package-lock.json)');
  const args = ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status } = spawnSync('npm', args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) fail('npm install failed: see above. Is the npm registry reachable?');
  writeFileSync(stamp, hash);
}

function isDebianLike() {
  return existsSync('/etc/debian_version') && onPath('apt-get') !== undefined;
}

function isDebianProper() {
  return isDebianLike() && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/** Command and arguments as root: themselves, or through sudo when this user may use it. */
function asRoot(command, args) {
  if (process.getuid?.() === 0) return [command, args];
  const sudo = onPath('sudo');
  return sudo === undefined ? undefined : [sudo, ['--', command, ...args]];
}

function aptInstall(packages, why, options = []) {
  const update = asRoot('apt-get', ['update', '-qq']);
  const install = asRoot('env', [
    'DEBIAN_FRONTEND=noninteractive',
    'apt-get',
    'install',
    '-y',
    '-qq',
    ...options,
    ...packages,
  ]);
  if (update === undefined || install === undefined)
    fail(
      `${why}: needs ${packages.join(', ')}, and this user is neither root nor has sudo. Ask an administrator for: apt-get install ${packages.join(' ')}`,
    );
  say(`installing ${packages.join(', ')} with apt-get (${why})`);
  spawnSync(update[0], update[1], { stdio: ['ignore', 'ignore', 2] });
  return spawnSync(install[0], install[1], { stdio: ['ignore', 'ignore', 2] }).status === 0;
}

/** Where Playwright keeps its browsers, in the user's home. */
const PLAYWRIGHT_CACHE = { darwin: ['Library', 'Caches'], win32: ['AppData', 'Local'] }[process.platform] ?? ['.cache'];

/** The same places src/participants/find-browser.ts looks in. */
function findBrowser() {
  if (process.env.LONGHAUL_BROWSER) return process.env.LONGHAUL_BROWSER;
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), ...PLAYWRIGHT_CACHE, 'ms-playwright');
  if (existsSync(cache)) {
    const own = readdirSync(cache).find((name) => /^chromium(_headless_shell)?-\d+$/.test(name));
    if (own !== undefined) return join(cache, own);
  }
  return onPath('chromium-headless-shell', 'chromium', 'google-chrome', 'google-chrome-stable');
}

function installBrowser() {
  if (findBrowser() !== undefined) return;
  const why = 'the publisher and the viewers are headless browsers, and none was found';
  // Ubuntu's chromium is a snap that cannot enter a network namespace, so elsewhere Playwright's own build comes first.
  if (isDebianProper() && aptInstall(['chromium-headless-shell'], why) && findBrowser() !== undefined) return;
  say(`downloading Playwright's headless Chromium (${why})`);
  spawnSync(
    process.execPath,
    [join(root, 'node_modules', 'playwright', 'cli.js'), 'install', 'chromium-headless-shell'],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 2],
    },
  );
  if (findBrowser() === undefined)
    fail(
      'no browser could be installed. Install Chromium or Chrome, or set LONGHAUL_BROWSER to one, and run this again',
    );
}

function installNetworkTools() {
  if (process.platform !== 'linux')
    return say(`on ${process.platform} media goes over the relay: hosts with a network of their own need Linux`);
  const missing = [];
  if (onPath('ip') === undefined) missing.push('iproute2');
  if (onPath('chrt') === undefined || onPath('unshare') === undefined) missing.push('util-linux');
  if (missing.length === 0) return;
  if (!isDebianLike() || asRoot('true', []) === undefined)
    return say(
      `no ${missing.join(', no ')}: media goes over the relay, until that is installed by the system's package manager`,
    );
  if (!aptInstall(missing, 'the shaped network is made of namespaces'))
    fail(`apt-get install ${missing.join(' ')} failed`);
}

/** Needed only by `network --internet`, which says itself what is missing; its tests skip loudly without. */
function installTestTools() {
  const missing = [];
  if (onPath('nft') === undefined) missing.push('nftables');
  if (onPath('pasta') === undefined) missing.push('passt');
  if (missing.length === 0 || !isDebianLike() || asRoot('true', []) === undefined) return;
  if (!aptInstall(missing, 'tests of the way to the internet')) say(`apt-get install ${missing.join(' ')} failed`);
}

/**
 * WebRTC stacks that are not browsers, which publish to the origin and watch from it: about 90 MB to download, mostly
 * FFmpeg and GStreamer, so without what is only recommended.
 */
function installForeignStacks() {
  const folder = '/usr/lib/python3/dist-packages';
  const libraries = { x64: '/usr/lib/x86_64-linux-gnu', arm64: '/usr/lib/aarch64-linux-gnu' }[process.arch];
  const missing = Object.entries({
    'python3-aiortc': `${folder}/aiortc`,
    'python3-gi': `${folder}/gi`,
    'gir1.2-gst-plugins-bad-1.0': `${libraries}/girepository-1.0/GstWebRTC-1.0.typelib`,
    'gstreamer1.0-plugins-base': `${libraries}/gstreamer-1.0/libgstopus.so`,
    'gstreamer1.0-plugins-good': `${libraries}/gstreamer-1.0/libgstvpx.so`,
    'gstreamer1.0-plugins-bad': `${libraries}/gstreamer-1.0/libgstwebrtc.so`,
    'gstreamer1.0-nice': `${libraries}/gstreamer-1.0/libgstnice.so`,
  }).flatMap(([name, file]) => (existsSync(file) ? [] : [name]));
  if (missing.length === 0 || !isDebianLike() || asRoot('true', []) === undefined) return;
  if (!aptInstall(missing, 'foreign WebRTC stacks are tested with the origin', ['--no-install-recommends']))
    say(`${missing.join(', ')} could not be installed: the tests of foreign WebRTC stacks will be skipped`);
}

/** A kernel with netem that runs as a process: inside it the netem backend is tested. Not every release has it. */
function installTestKernel() {
  if (onPath('linux.uml') !== undefined || !isDebianLike() || asRoot('true', []) === undefined) return;
  if (!aptInstall(['user-mode-linux'], 'netem is tested inside it'))
    say('user-mode-linux could not be installed: the tests of the netem backend will be skipped');
}

checkNode();
installPackages();
installBrowser();
installNetworkTools();
if (process.argv.includes('--for-tests') && process.platform === 'linux') {
  installTestTools();
  installTestKernel();
  installForeignStacks();
}
try {
  execFileSync(process.execPath, ['-e', "require('koffi');require('esbuild')"], { cwd: root, stdio: 'pipe' });
} catch (error) {
  fail(
    `a package's binary does not load on this machine: ${
      String(error.stderr ?? error)
        .split('\n')
        .find((l) => /Error/.test(l)) ?? error
    }`,
  );
}
