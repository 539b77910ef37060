import type { Language } from '../../report/messages/words.ts';
import type { Terminal } from '../command.ts';

/** Part of an output stream that matters here. */
interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

interface Streams {
  readonly stdout: Stream;
  readonly stderr: Stream;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const DEFAULT_WIDTH = 80;
/** Longer lines are harder to read than more lines. */
const MOST_WIDTH = 120;
const TO_LINE_START = '\r';
/** Erases from the cursor to the end of the screen (ECMA-48, ED). */
const ERASE_BELOW = '\u001b[J';
const up = (lines: number) => (lines === 0 ? '' : `\u001b[${lines}A`);

/**
 * Opens the terminal of a command. What status() writes stays on the screen until the next line of any kind, which overwrites
 * it. Each stream is asked by itself whether it is a terminal, since either may be a file; NO_COLOR set to anything turns colour
 * off (no-color.org).
 */
export function openTerminal({ stdout, stderr, environment }: Streams, language: Language): Terminal {
  const isOnScreen = stderr.isTTY === true;
  const mayColour = (environment.NO_COLOR ?? '') === '' && environment.TERM !== 'dumb';
  let statusLines = 0;
  /** Returns what removes the status from the screen. */
  const erase = () => {
    if (!isOnScreen) return '';
    const above = Math.max(0, statusLines - 1);
    statusLines = 0;
    return `${up(above)}${TO_LINE_START}${ERASE_BELOW}`;
  };
  const status = (text: string) => {
    const before = erase();
    statusLines = text.split('\n').length;
    stderr.write(before + text);
  };
  return {
    print: (text) => {
      // Both may be the same screen, with the status on it.
      if (statusLines > 0) stderr.write(erase());
      stdout.write(`${text}\n`);
    },
    log: (text) => stderr.write(`${erase()}${text}\n`),
    status: isOnScreen && environment.TERM !== 'dumb' ? status : undefined,
    colour: mayColour && stdout.isTTY === true,
    logColour: mayColour && isOnScreen,
    width: Math.min(stderr.columns ?? stdout.columns ?? DEFAULT_WIDTH, MOST_WIDTH),
    language,
  };
}
