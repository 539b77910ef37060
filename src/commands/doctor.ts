import { EXIT, InputError } from '../lib/errors.ts';
import { displayWidth } from '../report/text/display-width.ts';
import { schemaDiagnostics } from '../scenario/reading/structure.ts';
import { videoSchema } from '../scenario/schema/broadcast.ts';
import type { Command, Terminal } from './command.ts';
import { diagnoseMachine, type Finding } from './machine/diagnose-machine.ts';
import { doctorText } from './messages/doctor-phrases.ts';
import { RESULT_WORDS } from './messages/result-words.ts';
import { say } from './messages/say.ts';
import { anyNumber, wholeNumber } from './options/number-option.ts';

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
      for (const line of findings.flatMap((finding) => findingLines(finding, terminal))) terminal.print(line);
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

const MARKS = { ok: '  ok   ', warn: '  note ', missing: '  MISS ' } as const;
const SUBJECT_WIDTH = 18;

function findingLines(finding: Finding, terminal: Terminal): readonly string[] {
  const { state } = finding;
  const inWords = (part: string) => say(terminal, doctorText(part));
  const subject = inWords(finding.subject);
  const gap = ' '.repeat(Math.max(0, SUBJECT_WIDTH - displayWidth(subject)));
  const line = `${MARKS[state]}${subject}${gap} ${inWords(finding.found)}`;
  const indent = ' '.repeat(MARKS[state].length + SUBJECT_WIDTH + 1);
  const { advice } = finding;
  return advice === undefined || state === 'ok' ? [line] : [line, indent + inWords(advice)];
}
