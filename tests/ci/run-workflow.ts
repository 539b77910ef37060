// Runs what is to be run of a workflow, job by job, step by step, in a scratch folder with stand-ins for git, npm, sudo and gh; as much of
// GitHub's runner and GitLab's as our workflows ask of them.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

export interface Step {
  readonly name?: string;
  readonly if?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly 'continue-on-error'?: boolean;
}

export interface Ran {
  /** Whether all that must not fail did not. */
  readonly passed: boolean;
  readonly log: string;
}

export interface World {
  readonly scratch: string;
  /** Values for `${{ ... }}`. */
  readonly expressions: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
}

const ROOT = resolve(import.meta.dirname, '../..');

/** Commands that are not ours: what they are asked for, as far as the workflows need it. */
const STAND_INS: Readonly<Record<string, string>> = {
  node: `exec "${process.execPath}" "${join(ROOT, 'tests/ci/stand-in.mjs')}" "$@"`,
  git: `[ "$1" = clone ] || exit 1; mkdir -p "\${@: -1}" && ln -s "${join(ROOT, 'bin')}" "\${@: -1}/bin"`,
  npm: '[ "$*" = "run setup" ] && [ -e bin/longhaul.mjs ]',
  sudo: 'while [[ "$1" = --* ]]; do shift; done; exec "$@"',
  gh: '[ "$1 $2" = "pr comment" ] && [ "$4" = --body-file ] && cp "$5" commented.md',
};

export function runSteps(steps: readonly Step[], world: World): Ran {
  const { scratch } = world;
  writeStandIns(join(scratch, 'stand-ins'));
  let passed = true;
  let log = '';
  for (const step of steps) {
    if (!passed && step.if !== 'always()') continue;
    const filled = (text: string) => fill(text, world.expressions);
    if (step.uses !== undefined) {
      moveArtifacts(step, filled, scratch);
      continue;
    }
    const own = Object.fromEntries(Object.entries(step.env ?? {}).map(([key, value]) => [key, filled(value)]));
    // As GitHub's runner starts bash.
    const ended = runBash(['-eo', 'pipefail', '-c', filled(step.run ?? '')], { ...world.env, ...own }, scratch);
    log += ended.log;
    if (ended.status !== 0 && step['continue-on-error'] !== true) passed = false;
  }
  return { passed, log };
}

/** GitLab's runner gives all lines to one shell, and ends with the first that fails. */
export function runScript(lines: readonly string[], { scratch, env }: World): Ran {
  writeStandIns(join(scratch, 'stand-ins'));
  const { status, log } = runBash(['-eo', 'pipefail', '-c', lines.join('\n')], env, scratch);
  return { passed: status === 0, log };
}

function runBash(args: readonly string[], env: Readonly<Record<string, string>>, scratch: string) {
  const path = `${join(scratch, 'stand-ins')}:${dirname(process.execPath)}:/usr/bin:/bin`;
  const { status, stdout, stderr } = spawnSync('bash', args, {
    encoding: 'utf8',
    cwd: join(scratch, 'work'),
    env: { ...env, PATH: path, HOME: scratch },
  });
  return { status, log: stdout + stderr };
}

function writeStandIns(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, script] of Object.entries(STAND_INS))
    writeFileSync(join(folder, name), `#!/bin/bash\n${script}\n`, { mode: 0o755 });
}

function fill(text: string, expressions: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{\{\s*([\w.-]+)\s*\}\}/g, (_, name: string) => {
    const value = expressions[name];
    if (value === undefined) throw new Error(`nobody knows \${{ ${name} }}`);
    return value;
  });
}

/** actions/upload-artifact and download-artifact; other actions prepare what the stand-ins do not need. */
function moveArtifacts({ uses = '', with: given = {} }: Step, filled: (text: string) => string, scratch: string): void {
  const artifacts = join(scratch, 'artifacts');
  if (uses.startsWith('actions/upload-artifact@'))
    for (const path of filled(String(given.path)).trim().split(/\s+/))
      if (existsSync(join(scratch, 'work', path))) {
        // A folder alone becomes the artifact's root.
        const to = String(given.path).trim() === path ? '' : path;
        cpSync(join(scratch, 'work', path), join(artifacts, filled(String(given.name)), to), { recursive: true });
      }
  if (uses.startsWith('actions/download-artifact@') && existsSync(artifacts))
    cpSync(artifacts, join(scratch, 'work', String(given.path)), { recursive: true });
}
