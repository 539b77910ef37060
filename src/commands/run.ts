import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkDevices } from '../hold-devices.ts';
import { sweepCpuGroups } from '../media/cpu-group.ts';
import { findBrowser } from '../media/find-browser.ts';
import { isAbandoned } from '../network/backends/namespaces/owner.ts';
import { chooseBackend } from '../network/choose-backend.ts';
import { internetNode } from '../network/internet-node.ts';
import { sweepLeftovers } from '../network/sweep-leftovers.ts';
import { prepareTransports } from '../prepare-transports.ts';
import { createRehearsalDirectory } from '../rehearsal-directory.ts';
import { loadScenario } from '../scenario/load.ts';
import { thisMachine } from '../scenario/machine-calibrations.ts';
import { planTakes } from '../scenario/plan.ts';
import { vocabulary } from '../vocabulary.ts';
import { BACKEND_OPTION } from './backend-option.ts';
import { CAPTURE_LIMIT, parseCaptureLimit } from './capture-limit.ts';
import type { Command } from './command.ts';
import { showProgress } from './show-progress.ts';
import { showResult } from './show-result.ts';

interface Args {
  readonly scenario: string;
  readonly out: string | undefined;
  readonly seed: number | undefined;
  readonly backend: string;
  readonly json: boolean;
  readonly pcap: boolean;
  readonly 'pcap-limit': string;
}

/** The whole rehearsal. Everything that can be wrong with input or machine is found before anything starts. */
export const run: Command<Args> = {
  usage: 'run <scenario>',
  describe: 'rehearse a scenario: real browsers over shaped networks, then a readiness report',
  options: (yargs) =>
    yargs
      .positional('scenario', { type: 'string', demandOption: true, describe: 'the YAML file' })
      .option('out', {
        type: 'string',
        describe: 'directory for recordings and reports (default: reports/<scenario>-<time>)',
      })
      .option('seed', { type: 'number', describe: "one take under this seed instead of the scenario's seeds" })
      .option('backend', BACKEND_OPTION)
      .option('pcap', {
        type: 'boolean',
        default: false,
        describe: 'captures of every host for Wireshark, under captures/',
      })
      .option('pcap-limit', CAPTURE_LIMIT)
      .option('json', { type: 'boolean', default: false, describe: 'result.json on stdout' }),
  async run({ scenario: file, out, seed, backend, json, pcap, 'pcap-limit': limit }, { terminal, signal }) {
    const captureLimitBytes = parseCaptureLimit(limit);
    const { scenario, source, warnings } = await loadScenario(file, vocabulary, thisMachine());
    for (const warning of warnings) terminal.talk(`warning: ${warning}`);
    const browser = await findBrowser();
    await checkDevices(scenario);
    const transports = await prepareTransports(scenario);
    const topologies = planTakes(scenario, seed === undefined ? undefined : [seed]).map(transports.topologyOf);
    // The takes differ in this alone, which not every backend can.
    const topology = topologies.find((each) => internetNode(each) !== undefined) ?? topologies[0];
    if (topology === undefined) throw new Error('a scenario without takes');
    const chosen = await chooseBackend(backend, {
      topology,
      ...(pcap && { captureTo: out ?? 'reports' }),
    });
    const left = [...(await sweepLeftovers()), ...(await sweepCpuGroups(isAbandoned))];
    for (const each of left) terminal.talk(`removed what an earlier run left: ${each}`);
    // Only now: what plays, measures and reports takes a second to load, and nothing of it checks the input.
    const { rehearse } = await import('../rehearse.ts');
    const directory = createRehearsalDirectory(out, scenario.name, new Date());
    writeFileSync(join(directory, 'scenario.yaml'), source);
    const result = await rehearse(scenario, {
      directory,
      ...(seed === undefined ? {} : { seeds: [seed] }),
      ...{ backend: chosen, transports },
      ...(pcap && { captureLimitBytes }),
      browser: browser.path,
      signal,
      onProgress: showProgress(terminal, scenario),
    });
    return showResult(result, directory, { json, terminal });
  },
};
