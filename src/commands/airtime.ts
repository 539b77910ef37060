import { wallMs } from '../lib/clock.ts';
import { EXIT, InputError } from '../lib/errors.ts';
import { isDate } from '../scenario/airtime/airtime.ts';
import { CHINA_ZONE, localTime } from '../scenario/airtime/local-time.ts';
import { loadCatalog } from '../scenario/catalog/load-catalog.ts';
import { catalogDay, scenarioDay } from '../scenario/day-table.ts';
import { readScenario } from '../scenario/load.ts';
import { vocabulary } from '../verdict/vocabulary.ts';
import type { Command } from './command.ts';
import { airtimeText } from './show/airtime-text.ts';

interface Args {
  readonly scenario: string | undefined;
  readonly date: string | undefined;
  readonly json: boolean;
}

/** Shows a day hour by hour: the local time in each region, and which access and haul an airtime would pick. */
export const airtime: Command<Args> = {
  usage: 'airtime [scenario]',
  describe: 'tabulate a day: the local hours of each region, and what an airtime would pick',
  options: (yargs) =>
    yargs
      .positional('scenario', {
        type: 'string',
        describe: "the YAML file whose regions to show (default: all the catalog's)",
      })
      .option('date', { type: 'string', describe: 'the day in China (default: today there)' })
      .option('json', { type: 'boolean', default: false, describe: 'print the table to stdout as JSON' }),
  async run({ scenario: file, date = localTime(wallMs(), CHINA_ZONE).date, json }, { terminal }) {
    if (!isDate(date))
      throw new InputError([{ where: '--date', path: '', expected: 'a day such as 2026-11-27', got: `"${date}"` }]);
    const day =
      file === undefined
        ? catalogDay(await loadCatalog(), date)
        : await scenarioDay(await readScenario(file), vocabulary, date);
    terminal.print(json ? JSON.stringify(day, null, 2) : airtimeText(day, terminal.width, terminal.language));
    return EXIT.ready;
  },
};
