import { describe, expect, it } from 'vitest';
import { failureText } from '../../../src/commands/messages/failure-text.ts';
import { AGORA_FAILURES } from '../../../src/model/result/agora-failures.ts';

describe('why something could not be measured', () => {
  it('is told in Chinese where Agora is the reason, with its own words and the advice', () => {
    const { en, advice } = AGORA_FAILURES.permission;
    const words = 'PERMISSION_DENIED: NotAllowedError';
    const told = failureText({ message: `the publisher could not publish: ${en} (${words})`, advice: advice.en });
    expect(told.message.zh).toBe(`推流端无法推流：浏览器没有授予摄像头、麦克风或扬声器权限 (${words})`);
    expect(told.advice.zh).toBe(AGORA_FAILURES.permission.advice.zh);
    expect(told.message.en).toContain(en);
  });

  it('stays as it is where it is not known', () =>
    expect(failureText({ message: 'no browser', advice: 'install one' })).toEqual({
      message: { en: 'no browser', zh: 'no browser' },
      advice: { en: 'install one', zh: 'install one' },
    }));

  it('is in no two sentences of Agora the same, nor one within another', () => {
    const sentences = Object.values(AGORA_FAILURES).map(({ en }) => en);
    for (const one of sentences) expect(sentences.filter((other) => other.includes(one))).toEqual([one]);
  });
});
