import { counted } from '../lib/counted.ts';
import { EXIT } from '../lib/errors.ts';
import { expectedTime } from '../pace/expected-time.ts';
import { loadScenario } from '../scenario/load.ts';
import { planTakes } from '../scenario/plan.ts';
import { vocabulary } from '../verdict/vocabulary.ts';
import type { Command } from './command.ts';
import { playingMachine } from './machine/playing-machine.ts';
import { expectedText } from './show/approximate-time.ts';

interface Args {
  readonly scenario: string;
  readonly json: boolean;
}

/** Checks a scenario file. Exit code 0 when it is valid; otherwise an InputError (exit code 2) lists all problems. */
export const check: Command<Args> = {
  usage: 'check <scenario>',
  describe: 'check whether a scenario file is valid, and if not, say where it is wrong',
  options: (yargs) =>
    yargs
      .positional('scenario', { type: 'string', demandOption: true, describe: 'the YAML file' })
      .option('json', { type: 'boolean', default: false, describe: 'print the resolved scenario to stdout' }),
  async run({ scenario: file, json }, { terminal }) {
    const machine = playingMachine();
    const { scenario, warnings } = await loadScenario(file, vocabulary, machine);
    const expected = expectedTime(planTakes(scenario), machine);
    for (const warning of warnings) terminal.log(`warning: ${warning}`);
    if (json) terminal.print(JSON.stringify({ ok: true, warnings, expected, scenario }, null, 2));
    else {
      const viewers = scenario.regions.reduce((sum, region) => sum + region.viewers, 0);
      const { codec, width, height, fps, bitrateBps } = scenario.broadcast.video;
      terminal.print(
        `${file}: fine. ${scenario.name}: ${codec} ${width}x${height} at ${fps} fps, ${bitrateBps / 1e6} Mbps, ` +
          counted(`${scenario.regions.length} regions, ${viewers} viewers, ${scenario.durationMs / 1000} s measured`),
      );
      terminal.print(expectedText(expected));
    }
    return EXIT.ready;
  },
};
