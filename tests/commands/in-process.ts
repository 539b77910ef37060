import type { Command } from '../../src/commands/command.ts';
import type { Language } from '../../src/report/messages/words.ts';

/** Runs a command as main.ts does, on a terminal of this width. Returns its exit code and its output. */
export async function inProcess<Args>(
  command: Command<Args>,
  args: Args,
  width = 80,
  language: Language = 'en',
): Promise<{ code: number; out: string; log: string }> {
  const [out, log]: [string[], string[]] = [[], []];
  const code = await command.run(args, {
    terminal: {
      print: (text) => out.push(text),
      log: (text) => log.push(text),
      status: undefined,
      colour: false,
      ...{ width, language },
    },
    signal: new AbortController().signal,
  });
  return { code, out: out.join('\n'), log: log.join('\n') };
}
