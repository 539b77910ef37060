export interface TerminalOptions {
  /** Escape codes for colour; false when the output is no terminal. */
  readonly colour: boolean;
  /** Columns; 80 when unknown. */
  readonly width: number;
  /** Scenario that was rehearsed, as a path from here: for the command to try next. */
  readonly scenarioFile?: string;
}

// Select Graphic Rendition codes, ECMA-48.
const SGR = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, magenta: 35, inverse: 7 } as const;
export type Style = keyof typeof SGR;
export type Paint = (text: string, ...styles: Style[]) => string;

const LEAST_WIDTH = 40;
/** Longer lines are harder to read than more lines. */
const MOST_WIDTH = 100;

export function terminalWidth({ width }: TerminalOptions): number {
  return Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, width));
}

export function paintIf(colour: boolean): Paint {
  return (text, ...styles) =>
    colour ? `\u001b[${styles.map((style) => SGR[style]).join(';')}m${text}\u001b[0m` : text;
}
