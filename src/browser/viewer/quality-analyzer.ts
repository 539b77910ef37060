import { readSound } from '../audio/read-sound.ts';
import { SilenceDetector } from '../audio/silence-detector.ts';
import type { MonitoredSound, SoundMonitor } from '../audio/sound-monitor.ts';
import { ClipComparer } from '../quality/clip-comparer.ts';
import type { Similarity } from '../quality/luma-comparison.ts';
import type { Plane } from '../quality/plane.ts';
import { SceneComparer } from '../quality/scene-comparer.ts';
import { type ClarityColumns, createClarityColumns, type HeardColumns } from '../sample-columns.ts';
import { toJpeg } from '../snapshots/jpeg.ts';
import { INCIDENT_SIDE, type PicturePlan } from '../snapshots/picture-plan.ts';
import { type Picture, shrink } from '../snapshots/small-picture.ts';
import { type KeptPicture, SnapshotSelector } from '../snapshots/snapshot-selector.ts';
import type { ReferenceBands } from '../source/reference-bands.ts';
import { visibleSize } from '../visible-size.ts';
import { wallMs } from '../wall-clock.ts';
import type { CapturedFrame, FrameInfo, ReaderEvent } from './frame-info.ts';

/** Reference to compare a viewer's pictures with: made again from frame numbers, or sent by the publisher in bands. */
export interface Reference {
  readonly type: 'presenter' | 'clip';
  /** Picture size and frame rate of the broadcast. */
  readonly width: number;
  readonly height: number;
  readonly fps: number;
}

export interface AnalyzerReport {
  /** Undefined before any sound has arrived. */
  readonly heard: HeardColumns | undefined;
  readonly clarity: ClarityColumns;
  readonly pictures: KeptPicture[];
  /** Frames of a clip whose reference bands are requested. */
  readonly wanted: number[];
}

/**
 * Does what is not urgent, apart from the worker that reads frames: hears the sound, compares pictures, keeps some of them. It
 * runs in the page's own thread, which has nothing else to do; another worker would cost 5 MB. Sound may be read late: its
 * timestamps say when it arrived.
 */
export class QualityAnalyzer {
  readonly #onError: (text: string) => void;
  readonly #reported = new Set<string>();
  readonly #silenceDetector = new SilenceDetector();
  #soundMonitor: SoundMonitor | undefined;
  #hasLeft = false;
  #clarity = createClarityColumns(wallMs());
  #snapshots: SnapshotSelector | undefined;
  #sceneComparer: SceneComparer | undefined;
  #clipComparer: ClipComparer | undefined;
  #buffer = new Uint8Array(0);
  /** Picture whose memory may be reused. */
  #spare: Picture | undefined;
  /** Frames are taken one after another: they are copied into one buffer. */
  #last: Promise<void> = Promise.resolve();

  constructor(onError: (text: string) => void) {
    this.#onError = onError;
  }

  /** Listens to a received track until it ends. */
  listen(readable: ReadableStream<AudioData>, audio: MonitoredSound = {}): void {
    // A new attempt to join may begin before this one has ended.
    readSound(readable, audio, this.#soundMonitor, (monitor) => {
      this.#soundMonitor = monitor;
    }).catch((error: unknown) => this.#onError(`the sound is no longer heard: ${String(error)}`));
  }

  /** Analyzes the frames that arrive by `port`. */
  watch(port: MessagePort, reference: Reference | undefined, pictures: PicturePlan | undefined): void {
    if (reference?.type === 'presenter') this.#sceneComparer = new SceneComparer(reference.width, reference.height);
    if (reference?.type === 'clip') this.#clipComparer = new ClipComparer(reference);
    if (pictures !== undefined) this.#snapshots = new SnapshotSelector(pictures, toJpeg);
    port.onmessage = ({ data }: MessageEvent<ReaderEvent>) => {
      this.#last = this.#last.then(() => this.#handle(data, port));
    };
  }

  /** Compares held frames of a clip with the reference bands that were requested. */
  compare(references: readonly ReferenceBands[]): void {
    for (const bands of references) {
      const compared = this.#clipComparer?.compare(bands);
      if (compared === undefined) continue;
      this.#noteClarity(compared.info, compared.similarity);
      this.#snapshots?.noteSsim(compared.info.number, round(compared.similarity.ssim, 4));
    }
  }

  /** Notes that the viewer has left on purpose: that nothing more is heard is no gap. */
  leave(): void {
    this.#hasLeft = true;
  }

  /** Returns what was found since the last call. */
  take(nowMs: number): AnalyzerReport {
    const heard = this.#soundMonitor?.take(nowMs);
    if (heard !== undefined)
      for (const gap of this.#hasLeft ? [] : this.#silenceDetector.detect(heard, nowMs))
        this.#snapshots?.addSilence(gap);
    const clarity = this.#clarity;
    this.#clarity = createClarityColumns(nowMs);
    return { heard, clarity, pictures: this.#snapshots?.take() ?? [], wanted: this.#clipComparer?.wanted ?? [] };
  }

  async #handle(event: ReaderEvent, port: MessagePort): Promise<void> {
    try {
      if (event.type === 'picked') await this.#analyze(event.captured);
      else {
        const { incident, fromMs, toMs, at, after } = event;
        const [frozen, next] = [await this.#shrink(at), await this.#shrink(after)];
        this.#snapshots?.addFreeze(incident, { fromMs, ...(toMs !== undefined && { toMs }) }, frozen, next);
      }
    } catch (error) {
      this.#reportOnce(`what was seen cannot be looked at: ${String(error)}`);
    } finally {
      if (event.type === 'picked') port.postMessage('next');
      else for (const captured of [event.at, event.after]) captured?.frame.close();
    }
  }

  async #analyze({ frame, ...info }: CapturedFrame): Promise<void> {
    const picture = await this.#copy(frame).finally(() => frame.close());
    const { width, height, luma } = picture;
    const similarity = this.#sceneComparer?.compare(info.number, luma, width, height);
    if (similarity !== undefined) this.#noteClarity(info, similarity);
    this.#clipComparer?.hold(info, luma, width, height);
    if (this.#snapshots === undefined) return;
    const ssim = similarity && { ssim: round(similarity.ssim, 4) };
    this.#spare = this.#snapshots.add({ ...info, ...ssim, picture: shrink(picture, INCIDENT_SIDE, this.#spare) });
  }

  async #shrink(captured: CapturedFrame | undefined) {
    if (captured === undefined) return undefined;
    const { frame, ...info } = captured;
    return { ...info, picture: shrink(await this.#copy(frame), INCIDENT_SIDE) };
  }

  /** Copies a frame's planes; valid until the next call. */
  async #copy(frame: VideoFrame): Promise<Picture> {
    const { width, height } = visibleSize(frame);
    const needed = frame.allocationSize();
    if (this.#buffer.length < needed) this.#buffer = new Uint8Array(needed);
    const planes = (await frame.copyTo(this.#buffer)).map((plane): Plane => ({ data: this.#buffer, ...plane }));
    const [luma, u, v] = planes;
    if (luma === undefined) throw new Error(`a ${frame.format} frame has no luma`);
    // Other formats store chroma differently; luma is enough to compare by.
    return { width, height, luma, ...(frame.format === 'I420' && u && v && { u, v }) };
  }

  #noteClarity({ number, seenMs }: FrameInfo, { ssim, psnrDb }: Similarity): void {
    const clarity = this.#clarity;
    clarity.frame.push(number);
    clarity.seenMs.push(Math.round(seenMs - clarity.baseMs));
    clarity.ssim.push(round(ssim, 4));
    clarity.psnrDb.push(round(psnrDb, 2));
  }

  /** Reports each distinct error once. */
  #reportOnce(text: string): void {
    if (this.#reported.has(text)) return;
    this.#reported.add(text);
    this.#onError(text);
  }
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
