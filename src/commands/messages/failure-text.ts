import { failureInBoth, findAgoraFailure } from '../../model/result/agora-failures.ts';
import type { Text } from '../../report/messages/words.ts';

/** Chinese for what precedes a failure's own words. */
const OPENINGS: readonly (readonly [string, string])[] = [
  ['the publisher could not publish: ', '推流端无法推流：'],
  ['no viewer could watch: ', '没有观众能够观看：'],
];

/** Returns why something could not be measured, and the advice, in both languages as far as they are known. */
export function failureText({ message, advice }: { readonly message: string; readonly advice: string }): {
  readonly message: Text;
  readonly advice: Text;
} {
  const known = findAgoraFailure(message)?.advice;
  const zh = OPENINGS.reduce(
    (text, [opening, inChinese]) => text.replace(opening, inChinese),
    failureInBoth(message).zh,
  );
  return {
    message: { en: message, zh },
    advice: { en: advice, zh: known?.en === advice ? known.zh : advice },
  };
}
