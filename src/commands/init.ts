import { existsSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXIT, InputError } from '../lib/errors.ts';
import { messageOf } from '../lib/message-of.ts';
import type { Text } from '../report/messages/words.ts';
import { parseAirtime } from '../scenario/airtime/airtime.ts';
import { findFirstMile, findRegions } from '../scenario/catalog/find-places.ts';
import { loadCatalog } from '../scenario/catalog/load-catalog.ts';
import { loadScenario } from '../scenario/load.ts';
import { type Parsed, parseQuantity } from '../scenario/reading/quantity.ts';
import { type Answers, scenarioText } from '../scenario/scenario-text.ts';
import { vocabulary } from '../verdict/vocabulary.ts';
import type { Command } from './command.ts';
import { INIT_WORDS } from './messages/place-words.ts';
import { RESULT_WORDS } from './messages/result-words.ts';
import { say } from './messages/say.ts';
import { ask } from './options/ask.ts';

interface Args {
  readonly file: string | undefined;
  readonly to: string | undefined;
  readonly from: string | undefined;
  readonly bitrate: string | undefined;
  readonly at: string | undefined;
}

const SCHEMA = fileURLToPath(new URL('../../scenarios/scenario.schema.json', import.meta.url));
const FILE = 'my-show.yaml';

/** Writes a first scenario from four answers, given as options or at the terminal. Never overwrites a file. */
export const init: Command<Args> = {
  usage: 'init [file]',
  describe: 'write a first scenario from four answers: where to, from where, which bitrate, when',
  options: (yargs) =>
    yargs
      .positional('file', { type: 'string', describe: `where to write it (default: ${FILE})` })
      .option('to', { type: 'string', describe: 'where viewers are: jakarta, 日本, na-west' })
      .option('from', { type: 'string', describe: 'the line of the studio: cn-studio-fibre, 5g' })
      .option('bitrate', { type: 'string', describe: 'what the encoder sends: 2 Mbps' })
      .option('at', { type: 'string', describe: 'when it is on air, with its offset: 2026-11-27T20:00+08:00' }),
  async run({ file = FILE, ...given }, context) {
    const target = resolve(file);
    if (existsSync(target)) throw refuse(file, 'a file that is not there yet', 'one that is');
    const catalog = await loadCatalog();
    const question = (text: Text) => say(context.terminal, text);
    const to = await ask(
      { option: 'to', text: question(INIT_WORDS.to), parse: (text) => findRegions(text, catalog) },
      given.to,
      context,
    );
    const from = await ask(
      {
        ...{ option: 'from', text: question(INIT_WORDS.from), byDefault: 'cn-studio-fibre' },
        parse: (text) => findFirstMile(text, catalog),
      },
      given.from,
      context,
    );
    const bitrate = await ask(
      { option: 'bitrate', text: question(INIT_WORDS.bitrate), byDefault: '2 Mbps', parse: parseBitrate },
      given.bitrate,
      context,
    );
    const at = await ask(
      { option: 'at', text: question(INIT_WORDS.at), byDefault: '', parse: parseWhen },
      given.at,
      context,
    );
    const name = basename(target, extname(target)).replace(/[^\p{L}\p{M}\p{N} _-]+/gu, '-');
    const answers: Answers = { name, to, from, ...bitrate, ...(at !== undefined && { at }) };
    try {
      writeFileSync(target, scenarioText(answers, relative(dirname(target), SCHEMA)), { flag: 'wx' });
    } catch (error) {
      throw refuse(file, 'a file that can be written', messageOf(error));
    }
    await loadScenario(target, vocabulary);
    context.terminal.print(say(context.terminal, RESULT_WORDS.written, { file }));
    return EXIT.ready;
  },
};

/** Limits of a broadcast's video bitrate (schema/broadcast.ts). */
const BITRATE_LIMITS = { example: '2 Mbps', atLeast: '30 kbps', atMost: '100 Mbps' } as const;

function parseBitrate(text: string): Parsed<Pick<Answers, 'bitrate' | 'bitrateBps'>> {
  const parsed = parseQuantity(text, 'rate', BITRATE_LIMITS);
  return parsed.type === 'ok' ? { type: 'ok', value: { bitrate: text.trim(), bitrateBps: parsed.value } } : parsed;
}

function parseWhen(text: string): Parsed<string | undefined> {
  if (text.trim() === '') return { type: 'ok', value: undefined };
  const parsed = parseAirtime(text);
  return parsed.type === 'ok' ? { type: 'ok', value: text.trim() } : parsed;
}

function refuse(where: string, expected: string, got: string): InputError {
  return new InputError([{ where, path: '', expected, got }]);
}
