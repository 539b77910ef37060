import { FREE_THE_MACHINE, RUN_AGAIN } from './validity/advice.ts';
import type { Fault } from './validity/fault.ts';

/** Reasons of judging itself, beside those of the machine (validity/registry.ts), for which readiness is not proven. */
export const JUDGEMENT_FAULTS = {
  noData: {
    id: 'no-data',
    title: { en: 'Something that has a limit could not be measured.', zh: '有设限的指标未能测得。' },
    advice: {
      en: 'See the recording for what this viewer reported; run again, or take the budget out of the scenario.',
      zh: '请在录制文件中查看该观众的情况；重新彩排，或从场景中去掉该项要求。',
    },
    remedy: 'run-again',
  },
  loadMissing: {
    id: 'load-missing',
    title: {
      en: 'The picture needed far less than the bitrate asked for: the network was not tried.',
      zh: '画面所需码率远低于设定值：网络未受到应有的考验。',
    },
    advice: {
      en: 'Send a picture that needs the bitrate (the presenter, a busier or larger clip), or ask for what yours needs.',
      zh: '请使用需要该码率的画面（内置主播画面，或内容更丰富、尺寸更大的素材），或把码率设为素材实际所需。',
    },
    remedy: 'check',
  },
  withinError: {
    id: 'within-error',
    title: {
      en: 'A number is too near its limit for a machine this strained.',
      zh: '有指标过于临近界限，以本机的负荷状况无法判定。',
    },
    advice: {
      en: `${FREE_THE_MACHINE.en} A limit farther from what is measured is decided on a strained machine too.`,
      zh: `${FREE_THE_MACHINE.zh}离界限较远的结果在繁忙的机器上也能判定。`,
    },
    remedy: 'slow-down',
  },
  errorUnknown: {
    id: 'error-unknown',
    title: {
      en: 'A number could not be judged: how far this machine’s strain moves it is not known.',
      zh: '有指标无法判定：本机的负荷对其影响多大尚不清楚。',
    },
    advice: {
      en: `${FREE_THE_MACHINE.en} Or take the budget out of the scenario: on a machine that is not strained it can be judged.`,
      zh: `${FREE_THE_MACHINE.zh}也可从场景中去掉该项要求；在不繁忙的机器上该指标可以判定。`,
    },
    remedy: 'slow-down',
  },
  notSettled: {
    id: 'not-settled',
    title: {
      en: 'A viewer’s jitter buffer had not settled when measuring began.',
      zh: '测量开始时，有观众的抖动缓冲尚未稳定。',
    },
    advice: {
      en: 'Its line may lose packets, and had lost too few: players add a round trip to the latency after the third repaired frame. Lengthen the warm-up, or set loss to 0 on a line that should lose nothing.',
      zh: '该线路可能丢包，但此前丢得太少：播放器在第三次重传修复后，会把延迟增加一个往返延迟。请延长预热时间；若该线路本不应丢包，请将其丢包率设为 0。',
    },
    remedy: 'run-again',
  },
  soundFollowing: {
    id: 'sound-following',
    title: {
      en: 'The sound of a viewer was still following its picture when measuring began.',
      zh: '测量开始时，有观众的声音仍在追赶画面。',
    },
    advice: {
      en: 'Players move the sound by some 20 ms a second after the picture’s delay has changed. Lengthen the warm-up.',
      zh: '画面延迟变化后，播放器每秒约移动声音 20 毫秒。请延长预热时间。',
    },
    remedy: 'run-again',
  },
  pictureFollowing: {
    id: 'picture-following',
    title: {
      en: 'The picture of a viewer was still being held back for its sound when measuring began.',
      zh: '测量开始时，有观众的画面仍在被推迟以等待声音。',
    },
    advice: {
      en: 'Browsers hold a picture back that is ahead of its sound, in steps until half a minute after the join. Lengthen the warm-up, or leave `settle` as it is by default.',
      zh: '画面早于声音时，浏览器会逐级推迟画面，直到加入后约半分钟。请延长预热时间，或保留 settle 的默认值。',
    },
    remedy: 'run-again',
  },
  nothingJudged: {
    id: 'nothing-judged',
    title: { en: 'No limit applied to any region.', zh: '没有任何要求适用于各地区。' },
    advice: { en: 'Give the scenario at least one budget.', zh: '请在场景中至少设置一项要求。' },
    remedy: 'check',
  },
  noTake: {
    id: 'no-take',
    title: { en: 'Nothing was recorded.', zh: '没有任何录制内容。' },
    advice: {
      en: 'Run the rehearsal again; if it was interrupted early, let it run to its end.',
      zh: RUN_AGAIN.zh,
    },
    remedy: 'run-again',
  },
} as const satisfies Record<string, Fault>;
