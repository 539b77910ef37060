import { sweepScratchFolders } from '../../lib/scratch-folder.ts';
import type { Scenario } from '../../model/scenario/scenario.ts';
import type { Slow } from '../../model/scenario/slow.ts';
import type { Take } from '../../model/scenario/take.ts';
import { isAbandoned } from '../../network/backends/namespaces/owner.ts';
import { chooseBackend } from '../../network/choose-backend.ts';
import { internetNode } from '../../network/internet-node.ts';
import { sweepLeftovers } from '../../network/sweep-leftovers.ts';
import { chooseUplinkRoute } from '../../network/uplink/choose-uplink-route.ts';
import { checkClips } from '../../participants/check-clips.ts';
import { sweepCpuGroups } from '../../participants/cpu-group.ts';
import { findBrowser } from '../../participants/find-browser.ts';
import { checkDevices } from '../../take/limit-devices.ts';
import { prepareTransports } from '../../take/prepare-transports.ts';
import type { RecordOptions } from '../../take/record-take.ts';
import { sweepTimePages } from '../../time/page-files.ts';
import type { Terminal } from '../command.ts';
import { ERROR_WORDS } from '../messages/error-words.ts';
import { say } from '../messages/say.ts';

/** Checks everything on the machine that a rehearsal needs, before anything starts, and removes what an earlier run left. */
export async function prepareMachine(
  scenario: Scenario,
  takes: readonly Take[],
  options: { readonly backend: string; readonly slow: Slow; readonly captureTo?: string; readonly terminal: Terminal },
): Promise<Pick<RecordOptions, 'browser' | 'backend' | 'transports' | 'slow'>> {
  const { backend, slow, captureTo, terminal } = options;
  const browser = await findBrowser();
  // Variants send the same clip.
  await checkClips([scenario.broadcast.source], browser.path);
  await checkDevices(scenario);
  const transports = await prepareTransports(scenario);
  const topologies = takes.map(transports.topologyOf);
  // Topologies of takes differ only in their internet node, which not every backend supports.
  const topology = topologies.find((each) => internetNode(each) !== undefined) ?? topologies[0];
  if (topology === undefined) throw new Error('a scenario without takes');
  const chosen = await chooseBackend(backend, {
    ...{ topology, slowed: typeof slow === 'number' && slow > 1 },
    ...(captureTo !== undefined && { captureTo }),
  });
  if (internetNode(topology) !== undefined) await chooseUplinkRoute();
  const left = [
    ...(await sweepLeftovers()),
    ...(await sweepCpuGroups(isAbandoned)),
    ...sweepTimePages(),
    ...sweepScratchFolders(),
  ];
  for (const each of left) terminal.log(say(terminal, ERROR_WORDS.leftover, { what: each }));
  // Queues timed by the kernel cannot be slowed: with netem, auto means 1.
  return { browser: browser.path, backend: chosen, transports, slow: chosen.id === 'netem' ? 1 : slow };
}
