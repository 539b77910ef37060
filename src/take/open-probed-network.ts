import { wallMs } from '../lib/clock.ts';
import type { LinksLine } from '../model/recording/sample-lines.ts';
import type { ShapedNetwork } from '../network/backend.ts';
import { openNetwork } from '../network/open-network.ts';
import { allChecksPass, type ProbingPlan, planProbing, probePaths } from '../network/probing/probe-paths.ts';
import type { StageContext } from './stage-context.ts';

/** Builds the take's network and probes every path of it. Throws when a path is not what the scenario asks for. */
export async function openProbedNetwork(context: StageContext): Promise<ShapedNetwork> {
  const linkLines: LinksLine[] = [];
  const planning = planProbing(context.topology, context.backend.id);
  // Planning overlaps with building the network; should it fail, it throws where the plan is needed.
  planning.catch(() => {});
  const network = await buildNetwork(context, (line) => linkLines.push(line));
  await calibrate(context, network, await planning, linkLines);
  return network;
}

async function buildNetwork(
  { topology, backend, capture, pace, signal, record, closers, event, onCrash, onProgress }: StageContext,
  onLinks: (line: LinksLine) => void,
): Promise<ShapedNetwork> {
  onProgress({ type: 'phase', text: `building the network of ${topology.nodes.length} hosts` });
  const network = await openNetwork(topology, {
    ...{ backend, ...capture, signal, timeFactor: pace.factor },
    onSecond: (line) => {
      onLinks(line);
      record(line);
    },
    onFailure: onCrash('network'),
  });
  closers.add('network', () => network.close());
  event('network', 'network-up');
  return network;
}

async function calibrate(
  { record, signal, onProgress }: StageContext,
  network: ShapedNetwork,
  plan: ProbingPlan,
  linkLines: readonly LinksLine[],
): Promise<void> {
  onProgress({ type: 'phase', text: 'probing every path of the network' });
  const calibration = await probePaths(plan, network, { signal, seconds: () => linkLines });
  record({ type: 'calibration', atMs: wallMs(), ...calibration });
  if (!allChecksPass(calibration.paths)) throw new Error('the network is not what the scenario asks for');
}
