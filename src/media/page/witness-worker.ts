import { ClarityJudge } from './clarity-judge.ts';
import { type ClarityColumns, createClarityColumns, type HeardColumns } from './columns.ts';
import { listen } from './listen.ts';
import type { Listener } from './listener.ts';
import { wallMs } from './wall.ts';

/**
 * What may take its time, away from the reader of frames: hearing the sound and judging clarity. One worker for both,
 * because each costs some 5 MB; sound read late is put right by sound-clock.ts.
 */
export type WitnessOrder =
  | { readonly type: 'listen'; readonly readable: ReadableStream<AudioData> }
  /** `port` brings frames; each is answered when the next may come. The size is the broadcast's. */
  | { readonly type: 'judge'; readonly port: MessagePort; readonly width: number; readonly height: number }
  | { readonly type: 'take' };

export type WitnessNews =
  | {
      readonly type: 'taken';
      /** Undefined before any sound came. */
      readonly heard: HeardColumns | undefined;
      readonly clarity: ClarityColumns;
    }
  | { readonly type: 'failed'; readonly reason: string };

/** From the reader of frames: one to judge, for this worker to close. */
export interface PickedFrame {
  readonly frame: VideoFrame;
  readonly number: number;
  readonly seenMs: number;
}

const tell = (news: WitnessNews) => postMessage(news);
let listener: Listener | undefined;
let clarity = createClarityColumns(wallMs());
let picture = new Uint8Array(0);

async function judge(judge: ClarityJudge, { frame, number, seenMs }: PickedFrame): Promise<void> {
  try {
    const { width, height } = frame.visibleRect ?? { width: frame.codedWidth, height: frame.codedHeight };
    const needed = frame.allocationSize();
    if (picture.length < needed) picture = new Uint8Array(needed);
    const [luma] = await frame.copyTo(picture);
    if (luma === undefined) return;
    const { ssim, psnrDb } = judge.judge(number, { data: picture, ...luma }, width, height);
    clarity.frame.push(number);
    clarity.seenMs.push(Math.round(seenMs - clarity.baseMs));
    clarity.ssim.push(round(ssim, 4));
    clarity.psnrDb.push(round(psnrDb, 2));
  } finally {
    frame.close();
  }
}

function judgeFrom(port: MessagePort, width: number, height: number): void {
  const own = new ClarityJudge(width, height);
  let hasFailed = false;
  port.onmessage = ({ data: picked }: MessageEvent<PickedFrame>) => {
    judge(own, picked)
      .catch((error: unknown) => {
        if (!hasFailed) tell({ type: 'failed', reason: `clarity cannot be judged: ${String(error)}` });
        hasFailed = true;
      })
      .finally(() => {
        port.postMessage('next');
        own.prepare();
      });
  };
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}

addEventListener('message', ({ data }: MessageEvent<WitnessOrder>) => {
  switch (data.type) {
    case 'listen':
      // An attempt to join before this one is over.
      listen(data.readable, (begun) => {
        listener = begun;
      }).catch((error: unknown) => tell({ type: 'failed', reason: `the sound is no longer heard: ${String(error)}` }));
      return;
    case 'judge':
      return judgeFrom(data.port, data.width, data.height);
    case 'take':
      tell({ type: 'taken', heard: listener?.take(wallMs()), clarity });
      clarity = createClarityColumns(wallMs());
  }
});
