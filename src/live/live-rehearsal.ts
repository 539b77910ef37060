import { randomBytes } from 'node:crypto';
import { messageOf } from '../lib/message-of.ts';
import type { Outcome } from '../model/result/verdict.ts';
import type { Progress } from '../take/progress.ts';
import { History } from './history.ts';
import type { EarlierTake, LivePoint, LiveVerdict, Phase, StateMessage, TakeMessage } from './live-message.ts';
import { LiveTake } from './live-take.ts';
import { worstSoFar } from './so-far.ts';
import { takeMessage } from './take-message.ts';

/** One server-sent event. */
export interface LiveEvent {
  readonly event: 'take' | 'state' | 'points';
  /** Told back by a client that lost the connection. */
  readonly id?: string;
  readonly data: string;
}

/** Takes of a long series that are listed; the earliest are left out. */
const MOST_EARLIER = 100;

/** State that the live page and OpenMetrics show of a rehearsal under way; bounded, however long it goes on. */
export class LiveRehearsal {
  readonly #run: string;
  readonly #history: History;
  readonly #listeners = new Set<(event: LiveEvent) => void>();
  #take: LiveTake | undefined;
  #message: TakeMessage | undefined;
  #announced: Extract<Progress, { type: 'take' }> | undefined;
  #ordinal = 0;
  #phase: Phase = 'waiting';
  #factor: number | undefined;
  #point: LivePoint | undefined;
  #verdicts: readonly LiveVerdict[] = [];
  #earlier: EarlierTake[] = [];
  #finished: StateMessage['finished'];
  #hasChanged = false;

  /** `run` distinguishes this rehearsal from one that the same address showed before. */
  constructor(run = randomBytes(4).toString('hex')) {
    this.#run = run;
    this.#history = new History(run);
  }

  get message(): TakeMessage | undefined {
    return this.#message;
  }

  /** Latest second of the take. */
  get point(): LivePoint | undefined {
    return this.#point;
  }

  jpegOf(viewer: string): Buffer | undefined {
    return this.#take?.pictures.jpegOf(viewer);
  }

  /** Returns what a client that comes, or comes back, has to hear first. */
  catchUp(lastId: string | undefined): readonly LiveEvent[] {
    const { id, data } = this.#history.after(lastId);
    return [
      ...(this.#message === undefined ? [] : [{ event: 'take', data: JSON.stringify(this.#message) } as const]),
      { event: 'points', ...(id !== '' && { id }), data },
      this.#stateEvent(),
    ];
  }

  /** Calls `listener` with everything from now on; returns how to stop it. */
  listen(listener: (event: LiveEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  follow(progress: Progress): void {
    switch (progress.type) {
      case 'take':
        this.#announced = progress;
        return;
      case 'recorded':
        this.#addLine(progress.line);
        return;
      case 'pace':
        this.#factor = progress.factor;
        return;
      case 'second':
        this.#factor = progress.factor ?? this.#factor;
        return;
      case 'trouble':
        this.#take?.incidents.addTrouble(messageOf(progress.error), this.#take.lastAtMs);
        this.#sendState();
        return;
      case 'phase':
        if (this.#phase === 'ending') this.#enter('judging');
        return;
    }
  }

  /** Tells that the verdict is out and the reports are written. */
  finish(outcome: Outcome, report: string): void {
    this.#finished = { outcome, report };
    this.#enter('finished');
  }

  /** Tells that the rehearsal ends without a verdict. */
  stop(): void {
    if (this.#phase !== 'finished') this.#enter('stopped');
  }

  state(): StateMessage {
    const take = this.#take;
    const from = take?.windowFromMs;
    return {
      ...{ phase: this.#phase, measuredS: take?.measuredS ?? 0, soFar: worstSoFar(this.#verdicts) },
      ...(this.#factor !== undefined && { factor: this.#factor }),
      verdicts: this.#verdicts,
      ...{ incidents: take?.incidents.list(from) ?? [], incidentCount: take?.incidents.count ?? 0 },
      ...{ pictures: take?.pictures.list(from) ?? [], earlier: this.#earlier },
      spoiltSeconds: take?.spoiltSeconds ?? 0,
      ...(this.#finished && { finished: this.#finished }),
    };
  }

  #addLine(line: Extract<Progress, { type: 'recorded' }>['line']): void {
    if (line.type === 'header') this.#begin(new LiveTake(line));
    const take = this.#take;
    if (take === undefined) return;
    const points = take.add(line);
    for (const point of points) {
      this.#point = point;
      this.#send({ event: 'points', ...this.#history.add(point.second, point) });
    }
    if (points.length > 0) {
      this.#verdicts = take.verdicts(take.measurement());
    }
    if (line.type === 'picture' || line.type === 'event') this.#hasChanged = true;
    if (line.type === 'event' && line.name === 'published') this.#enter('joining');
    else if (line.type === 'window') this.#enter(line.spoiltSeconds === undefined ? 'measuring' : 'replacing');
    else if (line.type === 'end') this.#enter('ending');
    else if (points.length > 0 || (this.#hasChanged && line.type === 'host')) this.#sendState();
  }

  #begin(take: LiveTake): void {
    if (this.#take !== undefined && this.#message !== undefined) {
      const { ordinal, seed, variant } = this.#message;
      this.#earlier.push({
        ordinal,
        seed,
        ...(variant !== undefined && { variant }),
        outcome: worstSoFar(this.#verdicts),
      });
      if (this.#earlier.length > MOST_EARLIER) this.#earlier.shift();
    }
    this.#ordinal += 1;
    this.#take = take;
    this.#point = undefined;
    this.#verdicts = [];
    this.#history.begin(this.#ordinal);
    const { count = this.#ordinal, again } = this.#announced ?? {};
    this.#message = takeMessage(take.header.take, {
      ...{ run: this.#run, ordinal: this.#ordinal, count: Math.max(count, this.#ordinal) },
      ...(again !== undefined && { again }),
    });
    this.#send({ event: 'take', data: JSON.stringify(this.#message) });
    this.#enter('preparing');
  }

  #enter(phase: Phase): void {
    this.#phase = phase;
    this.#sendState();
  }

  #sendState(): void {
    this.#hasChanged = false;
    if (this.#listeners.size > 0) this.#send(this.#stateEvent());
  }

  #stateEvent(): LiveEvent {
    return { event: 'state', data: JSON.stringify(this.state()) };
  }

  #send(event: LiveEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
