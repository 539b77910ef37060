import { escapeTerminal } from '../text/escape.ts';

/** Severity of an annotation. */
export type Level = 'error' | 'warning' | 'notice';

/** Returns a GitHub workflow command, escaped as actions/toolkit does, so that no text ends a line or a property. */
export function workflowCommand(level: Level, title: string, message: string): string {
  const data = (text: string) => escapeTerminal(text).replace(/%/g, '%25');
  return `::${level} title=${data(title).replace(/:/g, '%3A').replace(/,/g, '%2C')}::${data(message)}`;
}
