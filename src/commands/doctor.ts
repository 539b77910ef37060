import { EXIT, InputError } from '../lib/errors.ts';
import type { Text } from '../report/messages/words.ts';
import { terminalWidth } from '../report/text/terminal-style.ts';
import { schemaDiagnostics } from '../scenario/reading/structure.ts';
import { videoSchema } from '../scenario/schema/broadcast.ts';
import type { Command, Terminal } from './command.ts';
import { diagnoseMachine, type Finding } from './machine/diagnose-machine.ts';
import { doctorText } from './messages/doctor-phrases.ts';
import { RESULT_WORDS } from './messages/result-words.ts';
import { say } from './messages/say.ts';
import { anyNumber, wholeNumber } from './options/number-option.ts';
import { textTable } from './show/text-table.ts';

interface Args {
  readonly json: boolean;
  readonly calibrate: boolean;
  readonly codec: string;
  readonly size: string;
  readonly fps: number;
  readonly bitrate: string;
  readonly most: number;
}

/** Tells what this machine can do, what is missing, and how to get it. Exit code 0 when `run` can work here, else 3. */
export const doctor: Command<Args> = {
  usage: 'doctor',
  describe: 'say what this machine can do, what is missing, and how to get it',
  options: (yargs) =>
    yargs
      .option('json', { type: 'boolean', default: false, describe: 'print the findings to stdout as JSON' })
      .option('calibrate', {
        type: 'boolean',
        default: false,
        describe:
          'measure how many viewers this machine carries at a picture (takes minutes); run and check use the result',
      })
      .option('codec', { type: 'string', default: 'h264', describe: 'with --calibrate: codec of the picture' })
      .option('size', { type: 'string', default: '1280x720', describe: 'with --calibrate: size of the picture' })
      .option('fps', {
        ...anyNumber('fps', { least: 1, most: 240 }),
        default: 30,
        describe: 'with --calibrate: frame rate of the picture',
      })
      .option('bitrate', { type: 'string', default: '2 Mbps', describe: 'with --calibrate: bitrate of the stream' })
      .option('most', {
        ...wholeNumber('most', { least: 1, most: 1000 }),
        default: 16,
        describe: 'with --calibrate: largest number of viewers to try',
      }),
  async run({ calibrate, ...args }, context) {
    checkPicture(args);
    // Loaded only on request: it pulls in everything that plays a take.
    if (calibrate) return (await import('./calibrate.ts')).calibrate(args, context);
    const [{ json }, { terminal }] = [args, context];
    const findings = await diagnoseMachine();
    const works = findings.every(({ state }) => state !== 'missing');
    if (json) terminal.print(JSON.stringify({ works, findings }, null, 2));
    else {
      const rows = findings.flatMap((finding) => findingRows(finding, terminal));
      for (const line of textTable(rows, terminalWidth(terminal))) terminal.print(line);
      terminal.print(`\n${say(terminal, works ? RESULT_WORDS.works : RESULT_WORDS.doesNotWork)}`);
    }
    return works ? EXIT.ready : EXIT.couldNotMeasure;
  },
};

/** Refuses a picture that no scenario could have. Throws InputError. */
function checkPicture({ codec, size, fps, bitrate }: Pick<Args, 'codec' | 'size' | 'fps' | 'bitrate'>): void {
  const picture = { codec, size, fps, bitrate };
  const parsed = videoSchema.safeParse(picture);
  if (parsed.success) return;
  const problems = schemaDiagnostics(parsed.error.issues, picture);
  throw new InputError(problems.map(({ path, ...rest }) => ({ where: `--${String(path[0])}`, path: '', ...rest })));
}

const MARKS: Readonly<Record<Finding['state'], Text>> = {
  ok: { en: 'ok', zh: '正常' },
  warn: { en: 'note', zh: '注意' },
  missing: { en: 'MISS', zh: '缺少' },
};

function findingRows({ state, subject, found, advice }: Finding, terminal: Terminal): readonly (readonly string[])[] {
  const inWords = (part: string) => say(terminal, doctorText(part));
  const row = [say(terminal, MARKS[state]), inWords(subject), inWords(found)];
  return advice === undefined || state === 'ok' ? [row] : [row, ['', '', inWords(advice)]];
}
