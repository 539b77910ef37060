import { EXIT } from '../lib/errors.ts';
import { loadScenario } from '../scenario/load.ts';
import { thisMachine } from '../scenario/machine-calibrations.ts';
import { planTakes } from '../scenario/plan.ts';
import { vocabulary } from '../vocabulary.ts';
import type { Command } from './command.ts';

interface Args {
  readonly scenario: string;
  readonly json: boolean;
}

/** Exit code 0 when the scenario is right; InputError (2) names everything that is not. */
export const check: Command<Args> = {
  usage: 'check <scenario>',
  describe: 'say whether a scenario file is right, and if not, where',
  options: (yargs) =>
    yargs
      .positional('scenario', { type: 'string', demandOption: true, describe: 'the YAML file' })
      .option('json', { type: 'boolean', default: false, describe: 'the resolved scenario on stdout' }),
  async run({ scenario: file, json }, { terminal }) {
    const { scenario, warnings } = await loadScenario(file, vocabulary, thisMachine());
    for (const warning of warnings) terminal.talk(`warning: ${warning}`);
    if (json) terminal.out(JSON.stringify({ ok: true, warnings, scenario }, null, 2));
    else {
      const viewers = scenario.regions.reduce((sum, region) => sum + region.viewers, 0);
      const { codec, width, height, fps, bitrateBps } = scenario.broadcast.video;
      terminal.out(
        `${file}: fine. ${scenario.name}: ${codec} ${width}x${height} at ${fps} fps, ${bitrateBps / 1e6} Mbps, ` +
          `${scenario.regions.length} regions, ${viewers} viewers, ${planTakes(scenario).length} takes of ${scenario.durationMs / 1000} s`,
      );
    }
    return EXIT.ready;
  },
};
