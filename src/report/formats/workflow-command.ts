import { escapeTerminal } from '../text/escape.ts';

export type Level = 'error' | 'warning' | 'notice';

/** One of GitHub's workflow commands, escaped as actions/toolkit does: what ends a line or a property must not. */
export function workflowCommand(level: Level, title: string, message: string): string {
  const data = (text: string) => escapeTerminal(text).replace(/%/g, '%25');
  return `::${level} title=${data(title).replace(/:/g, '%3A').replace(/,/g, '%2C')}::${data(message)}`;
}
