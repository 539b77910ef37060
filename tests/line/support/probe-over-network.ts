import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { LineEstimate } from '../../../src/line/crossing.ts';
import type { LinkProfile } from '../../../src/model/scenario/link-profile.ts';
import type { ShapedNetwork } from '../../../src/network/backend.ts';
import { openNetwork } from '../../../src/network/open-network.ts';
import { link, topology } from '../../network/support/profiles.ts';

const CLI = fileURLToPath(new URL('../../../bin/longhaul.mjs', import.meta.url));

export interface Probed {
  readonly estimate: LineEstimate;
  readonly yaml: string;
}

/** Runs the tool's own two ends in two namespaces with a line between them that is emulated as asked. */
export async function probeOverNetwork(
  { up, down, seed, seconds }: { up: Partial<LinkProfile>; down: Partial<LinkProfile>; seed: number; seconds: number },
  file: string,
): Promise<Probed> {
  const asked = topology(
    ['near', 'far'],
    [link('up', up, seed), link('down', down, seed + 1)],
    [
      ['near', 'far', 'up'],
      ['far', 'near', 'down'],
    ],
  );
  const network = await openNetwork(asked, {
    backend: 'tun',
    signal: new AbortController().signal,
    onSecond: () => {},
    onFailure: () => {},
  });
  const children: ChildProcess[] = [];
  try {
    const listening = inside(network, 'far', ['probe', '--listen', '7700', '--json']);
    children.push(listening.child);
    const { token } = JSON.parse(await firstLine(listening.child)) as { token: string };
    const target = `${network.addressOf('far')}:7700`;
    const options = ['--token', token, '--seconds', String(seconds), '--out', file, '--json'];
    const probing = inside(network, 'near', ['probe', target, ...options]);
    children.push(probing.child);
    const closed = once(probing.child, 'close');
    const line = await Promise.race([firstLine(probing.child), closed.then(() => '')]);
    const [code] = await closed;
    if (code !== 0) throw new Error(`probe ended with ${String(code)}: ${probing.said()}`);
    return { estimate: JSON.parse(line), yaml: readFileSync(file, 'utf8') };
  } finally {
    for (const child of children) child.kill();
    await network.close();
  }
}

function inside(network: ShapedNetwork, node: string, args: readonly string[]) {
  const { command, args: enter } = network.enter(node);
  const child = spawn(command, [...enter, process.execPath, CLI, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  child.stderr.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  return { child, said: () => text };
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('no stdout');
  for await (const line of createInterface({ input: child.stdout })) return line;
  return '';
}
