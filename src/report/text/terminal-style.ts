import { styleText } from 'node:util';
import type { Language } from '../messages/words.ts';

export interface TerminalOptions {
  /** Whether to colour; false when the output is not a terminal or NO_COLOR is set. */
  readonly colour: boolean;
  /** Width in columns; 80 when unknown. */
  readonly width: number;
  /** Default: English. */
  readonly language?: Language;
  /** Path of the rehearsed scenario from the working directory, for the command to try next. */
  readonly scenarioFile?: string;
}

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'magenta' | 'inverse';
export type Paint = (text: string, ...styles: Style[]) => string;

const LEAST_WIDTH = 40;
/** Longer lines are harder to read than more lines. */
const MOST_WIDTH = 100;

/** Returns the width to wrap text at: that of the terminal, within 40 to 100 columns. */
export function terminalWidth({ width }: TerminalOptions): number {
  return Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, width));
}

/** Returns a function that styles text, or one that leaves it alone. The caller has decided: no stream or environment is asked. */
export function paintIf(colour: boolean): Paint {
  return (text, ...styles) => (colour ? styleText(styles, text, { validateStream: false }) : text);
}
