import { listen } from '../audio/listen.ts';
import type { Listener } from '../audio/listener.ts';
import { SilenceWatch } from '../audio/silence-watch.ts';
import { ClarityJudge } from '../quality/clarity-judge.ts';
import { ClipJudge } from '../quality/clip-judge.ts';
import { type ClarityColumns, createClarityColumns, type HeardColumns } from '../quality/columns.ts';
import type { Similarity } from '../quality/compare-luma.ts';
import { Album, type KeptPicture } from '../snapshots/album.ts';
import { toJpeg } from '../snapshots/jpeg.ts';
import { INCIDENT_SIDE, type PicturePlan } from '../snapshots/picture-plan.ts';
import { type Picture, shrink } from '../snapshots/small-picture.ts';
import type { ReferenceBands } from '../source/reference-bands.ts';
import { wallMs } from '../wall-clock.ts';
import type { CapturedFrame, FrameInfo, ReaderEvent } from './frame-info.ts';
import type { Luma } from './luma.ts';

/** What a viewer's pictures can be held against: made again from their numbers, or told by the publisher. */
export interface Reference {
  readonly type: 'presenter' | 'clip';
  /** The broadcast's picture. */
  readonly width: number;
  readonly height: number;
  readonly fps: number;
}

export interface AnalyzerReport {
  /** Undefined before any sound came. */
  readonly heard: HeardColumns | undefined;
  readonly clarity: ClarityColumns;
  readonly pictures: KeptPicture[];
  /** Frames of a clip whose true bands are wanted. */
  readonly wanted: number[];
}

/**
 * What may take its time, away from the reader of frames: hearing the sound, judging clarity, keeping pictures. In the
 * page's own thread, which has nothing else to do; a worker more would cost 5 MB. Sound may be read late: its
 * stamps say when it came.
 */
export class QualityAnalyzer {
  readonly #trouble: (text: string) => void;
  readonly #troubled = new Set<string>();
  readonly #silences = new SilenceWatch();
  #listener: Listener | undefined;
  #clarity = createClarityColumns(wallMs());
  #album: Album | undefined;
  #presenter: ClarityJudge | undefined;
  #clip: ClipJudge | undefined;
  #copied = new Uint8Array(0);
  #spare: Picture | undefined;
  /** One frame after another: they are copied into one place. */
  #last: Promise<void> = Promise.resolve();

  constructor(onTrouble: (text: string) => void) {
    this.#trouble = onTrouble;
  }

  listen(readable: ReadableStream<AudioData>): void {
    // An attempt to join before this one is over.
    listen(readable, this.#listener, (begun) => {
      this.#listener = begun;
    }).catch((error: unknown) => this.#trouble(`the sound is no longer heard: ${String(error)}`));
  }

  /** `port` brings frames from their reader. */
  watch(port: MessagePort, truth: Reference | undefined, pictures: PicturePlan | undefined): void {
    if (truth?.type === 'presenter') this.#presenter = new ClarityJudge(truth.width, truth.height);
    if (truth?.type === 'clip') this.#clip = new ClipJudge(truth);
    if (pictures !== undefined) this.#album = new Album(pictures, toJpeg);
    port.onmessage = ({ data }: MessageEvent<ReaderEvent>) => {
      this.#last = this.#last.then(() => this.#take(data, port));
    };
  }

  /** True bands of a clip's frames that were wanted. */
  compare(told: readonly ReferenceBands[]): void {
    for (const each of told) {
      const judged = this.#clip?.judge(each);
      if (judged === undefined) continue;
      this.#note(judged.sight, judged.likeness);
      this.#album?.judged(judged.sight.number, round(judged.likeness.ssim, 4));
    }
  }

  take(nowMs: number): AnalyzerReport {
    const heard = this.#listener?.take(nowMs);
    if (heard !== undefined) for (const gap of this.#silences.hear(heard, nowMs)) this.#album?.silence(gap);
    const clarity = this.#clarity;
    this.#clarity = createClarityColumns(nowMs);
    return { heard, clarity, pictures: this.#album?.take() ?? [], wanted: this.#clip?.wanted ?? [] };
  }

  async #take(news: ReaderEvent, port: MessagePort): Promise<void> {
    try {
      if (news.type === 'picked') await this.#judge(news.shot);
      else {
        const { incident, fromMs, toMs, at, after } = news;
        const [then, next] = [await this.#small(at), await this.#small(after)];
        this.#album?.freeze(incident, { fromMs, ...(toMs !== undefined && { toMs }) }, then, next);
      }
    } catch (error) {
      this.#once(`what was seen cannot be looked at: ${String(error)}`);
    } finally {
      if (news.type === 'picked') port.postMessage('next');
      else for (const shot of [news.at, news.after]) shot?.frame.close();
    }
  }

  async #judge({ frame, ...sight }: CapturedFrame): Promise<void> {
    const picture = await this.#copy(frame).finally(() => frame.close());
    const { width, height, luma } = picture;
    const likeness = this.#presenter?.judge(sight.number, luma, width, height);
    if (likeness !== undefined) this.#note(sight, likeness);
    this.#clip?.hold(sight, luma, width, height);
    if (this.#album === undefined) return;
    const ssim = likeness && { ssim: round(likeness.ssim, 4) };
    this.#spare = this.#album.add({ ...sight, ...ssim, picture: shrink(picture, INCIDENT_SIDE, this.#spare) });
  }

  async #small(shot: CapturedFrame | undefined) {
    if (shot === undefined) return undefined;
    const { frame, ...sight } = shot;
    return { ...sight, picture: shrink(await this.#copy(frame), INCIDENT_SIDE) };
  }

  /** Good until the next is copied. */
  async #copy(frame: VideoFrame): Promise<Picture> {
    const { width, height } = frame.visibleRect ?? { width: frame.codedWidth, height: frame.codedHeight };
    const needed = frame.allocationSize();
    if (this.#copied.length < needed) this.#copied = new Uint8Array(needed);
    const planes = (await frame.copyTo(this.#copied)).map((plane): Luma => ({ data: this.#copied, ...plane }));
    const [luma, u, v] = planes;
    if (luma === undefined) throw new Error(`a ${frame.format} frame has no luma`);
    // Other formats keep their colours elsewhere; luma is enough to judge by.
    return { width, height, luma, ...(frame.format === 'I420' && u && v && { u, v }) };
  }

  #note({ number, seenMs }: FrameInfo, { ssim, psnrDb }: Similarity): void {
    const clarity = this.#clarity;
    clarity.frame.push(number);
    clarity.seenMs.push(Math.round(seenMs - clarity.baseMs));
    clarity.ssim.push(round(ssim, 4));
    clarity.psnrDb.push(round(psnrDb, 2));
  }

  #once(text: string): void {
    if (this.#troubled.has(text)) return;
    this.#troubled.add(text);
    this.#trouble(text);
  }
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
