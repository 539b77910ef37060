import yargs, { type Argv } from 'yargs';
import { hideBin } from 'yargs/helpers';
import type { Command, Context } from './commands/command.ts';
import { ERROR_WORDS } from './commands/messages/error-words.ts';
import { failureText } from './commands/messages/failure-text.ts';
import { HELP_WORDS } from './commands/messages/help-words.ts';
import { chooseLanguage, commandWord, LANG_CHOICES } from './commands/messages/language.ts';
import { say } from './commands/messages/say.ts';
import { commandLineProblems } from './commands/options/command-line-problem.ts';
import { describeCommand, describeOptions } from './commands/options/describe.ts';
import { type KnownOptions, knownOptions } from './commands/options/known-options.ts';
import { refuseInvalidNumbers } from './commands/options/number-option.ts';
import { optionProblems } from './commands/options/option-problems.ts';
import { openTerminal } from './commands/show/open-terminal.ts';
import { showProblems } from './commands/show/show-errors.ts';
import { toolVersion } from './commands/tool-version.ts';
import { CannotMeasureError, EXIT, InputError } from './lib/errors.ts';

const language = chooseLanguage(hideBin(process.argv), process.env);
const { stdout, stderr } = process;
const terminal = openTerminal({ stdout, stderr, environment: process.env }, language);

// A reader of our output may close the pipe early (`longhaul run ... | head`): that must not end a take halfway.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

/** Returns a signal that the first Ctrl-C aborts, for an orderly stop; the second exits at once. */
function abortOnSignals(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(name, () => {
      if (controller.signal.aborted) {
        terminal.log(say(terminal, ERROR_WORDS.stoppedAtOnce));
        process.exit(EXIT.couldNotMeasure);
      }
      controller.abort(new Error(`interrupted by ${name}`));
    });
  // A defect must not leave namespaces and browsers behind: stop in order, as for Ctrl-C.
  process.on('uncaughtException', (error) => {
    terminal.log(`${say(terminal, ERROR_WORDS.defect)}\n${error.stack ?? error.message}`);
    // Kept if nothing else is left that sets one, as when a module cannot be loaded.
    process.exitCode = EXIT.couldNotMeasure;
    controller.abort(error);
  });
  return controller.signal;
}

/** Reports an error on stderr, and as JSON on stdout if asked for. Returns the exit code. */
function reportError(error: unknown, json: boolean): number {
  const asJson = (kind: string, rest: object) =>
    json && terminal.print(JSON.stringify({ error: { kind, ...rest } }, null, 2));
  if (error instanceof InputError) {
    asJson('bad-input', { problems: error.problems });
    showProblems(error.problems, terminal);
    return EXIT.badInput;
  }
  if (error instanceof CannotMeasureError) {
    asJson('could-not-measure', { message: error.message, advice: error.advice });
    const { message, advice } = failureText(error);
    terminal.log(`${say(terminal, ERROR_WORDS.cannotMeasure, { message })}\n${say(terminal, advice)}`);
    return EXIT.couldNotMeasure;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  asJson('defect', { message: text });
  terminal.log(`${say(terminal, ERROR_WORDS.defect)}\n${text}`);
  return EXIT.couldNotMeasure;
}

const context: Context = { terminal, signal: abortOnSignals() };
let exitCode: number = EXIT.ready;

const commandName = commandWord(hideBin(process.argv));
/** Options of the command, once it has declared them. */
let known: KnownOptions | undefined;

const cli = yargs(hideBin(process.argv))
  .scriptName('longhaul')
  // Its errors are rewritten in English first (command-line-problem.ts), so only help may be in another language.
  .locale(language === 'zh' && process.argv.includes('--help') ? 'zh_CN' : 'en')
  .usage(`${say(terminal, HELP_WORDS.purpose)}\n\n$0 <command>`)
  .epilogue(say(terminal, HELP_WORDS.exitCodes))
  .option('lang', { choices: LANG_CHOICES, global: true, requiresArg: true, describe: say(terminal, HELP_WORDS.lang) })
  .version(toolVersion())
  // Numbers are read by their options: yargs would take 0x10 and 1e3 for numbers too.
  .parserConfiguration({ 'populate--': true, 'parse-numbers': false, 'parse-positional-numbers': false })
  .strict()
  .demandCommand(1)
  .completion('completion', say(terminal, HELP_WORDS.completion))
  .wrap(Math.min(100, terminal.width))
  .exitProcess(false)
  .fail((message, error) => {
    // yargs throws some of its own errors as YError; a command's errors have other names.
    if (error && error.name !== 'YError') throw error;
    throw new InputError(
      commandLineProblems(message, { word: commandName, commands: COMMANDS, known, args: hideBin(process.argv) }),
    );
  });

function register<Args>(command: Command<Args>): void {
  const { usage } = command;
  const describe = describeCommand(command, language);
  const options = (yargs: Argv) => {
    const built = command.options(yargs);
    const own = knownOptions(usage, yargs);
    known = own;
    describeOptions(yargs, usage, language);
    // Without requiresArg(), an option that lacks its value would pass as if it had not been given.
    return built.requiresArg([...own.numbers, ...own.texts].filter((name) => !own.lists.includes(name)));
  };
  cli.command(usage, describe, options, async (args) => {
    refuseInvalidNumbers(args);
    const problems = known === undefined ? [] : optionProblems(args, known, hideBin(process.argv));
    if (problems.length > 0) throw new InputError(problems);
    exitCode = await command.run(args as unknown as Args, context);
  });
}
/**
 * Loaders of the commands, in the order of --help. Loading all takes more than a second, so only the one asked for is
 * loaded.
 */
const LOADERS: Readonly<Record<string, () => Promise<void>>> = {
  run: async () => register(await shaping((await import('./commands/run.ts')).run)),
  init: async () => register((await import('./commands/init.ts')).init),
  check: async () => register((await import('./commands/check.ts')).check),
  judge: async () => register((await import('./commands/judge.ts')).judge),
  merge: async () => register((await import('./commands/merge.ts')).merge),
  compare: async () => register((await import('./commands/compare.ts')).compare),
  curve: async () => register((await import('./commands/curve.ts')).curve),
  baseline: async () => register((await import('./commands/baseline.ts')).baseline),
  probe: async () => register((await import('./commands/probe.ts')).probe),
  plan: async () => register((await import('./commands/plan.ts')).plan),
  recommend: async () => register(await shaping((await import('./commands/recommend.ts')).recommend)),
  diagnose: async () => register(await shaping((await import('./commands/diagnose.ts')).diagnose)),
  trend: async () => register((await import('./commands/trend.ts')).trend),
  list: async () => register((await import('./commands/list.ts')).list),
  open: async () => register((await import('./commands/open.ts')).open),
  report: async () => register((await import('./commands/report.ts')).report),
  catalog: async () => register((await import('./commands/catalog.ts')).catalog),
  airtime: async () => register((await import('./commands/airtime.ts')).airtime),
  network: async () => register(await shaping((await import('./commands/network.ts')).network)),
  doctor: async () => register((await import('./commands/doctor.ts')).doctor),
};

const COMMANDS = Object.keys(LOADERS);

async function shaping<Args extends { readonly backend: string }>(command: Command<Args>): Promise<Command<Args>> {
  return (await import('./commands/machine/in-user-namespace.ts')).inUserNamespace(command);
}

/** Words that ask for a list of the commands: for help, and for the completion of a shell. */
const LISTING = ['help', '--help', '--get-yargs-completions'];

/** Commands to load: the one asked for; all of them where they are listed. Other words are answered without any. */
function neededCommands(): readonly string[] {
  if (Object.hasOwn(LOADERS, commandName)) return [commandName];
  return hideBin(process.argv).some((word) => LISTING.includes(word)) ? COMMANDS : [];
}

for (const name of neededCommands()) await LOADERS[name]?.();

try {
  await cli.parseAsync();
} catch (error) {
  exitCode = reportError(error, process.argv.includes('--json'));
}
// Nothing should still be running; if something is, it must not keep a finished process alive.
process.exitCode = exitCode;
setTimeout(() => process.exit(exitCode), 2000).unref();
