import { CannotMeasureError } from '../../lib/errors.ts';
import { messageOf } from '../../lib/message-of.ts';
import { failureInBoth, findAgoraFailure } from '../../model/result/agora-failures.ts';
import { translate } from '../../report/messages/phrases.ts';
import type { Text } from '../../report/messages/words.ts';
import { FAILURE_ADVICE, FAILURES } from './failure-phrases.ts';

/** Returns why something could not be measured, and the advice, in both languages as far as they are known. */
export function failureText({ message, advice }: { readonly message: string; readonly advice: string }): {
  readonly message: Text;
  readonly advice: Text;
} {
  const known = findAgoraFailure(message)?.advice;
  return {
    message: { en: message, zh: translate(failureInBoth(message).zh, FAILURES).zh },
    advice: { en: advice, zh: known?.en === advice ? known.zh : adviceInChinese(advice) },
  };
}

/** The same of any error: what has no advice has none in either language. */
export function whyText(error: unknown): ReturnType<typeof failureText> {
  return failureText({ message: messageOf(error), advice: error instanceof CannotMeasureError ? error.advice : '' });
}

/** Puts an advice into Chinese line by line: of several backends, each has its own. */
function adviceInChinese(advice: string): string {
  return advice
    .split('\n')
    .map((line) => translate(line, FAILURE_ADVICE).zh)
    .join('\n');
}
