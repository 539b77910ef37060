import { fill, type Text } from '../../report/messages/words.ts';
import type { Terminal } from '../command.ts';

type Values = Parameters<typeof fill>[1];

/** Returns a text in the language of the terminal, with each `{name}` replaced by its value. */
export function say({ language = 'en' }: Pick<Terminal, 'language'>, text: Text, values: Values = {}): string {
  return fill(text, values)[language];
}
