import { wallMs } from '../../../lib/clock.ts';
import type { LinksLine } from '../../../model/recording/sample-lines.ts';
import { LogHistogram } from '../../emulation/log-histogram.ts';
import { WARMUP_WEATHER_MS } from '../../emulation/warmup-weather.ts';
import type { ControllerConfig } from './controller-messages.ts';
import { LinkLedger } from './link-ledger.ts';
import { planPipes } from './pipe-plan.ts';
import { parseQdiscs, type Snapshot } from './qdisc-counts.ts';
import { ShaperLedger } from './shaper-ledger.ts';
import { sleepUntil } from './sleep-until.ts';
import { hasBottleneck } from './stages.ts';
import { TcSession } from './tc-session.ts';
import { type Step, WeatherSteps } from './weather-steps.ts';

const SECOND_MS = 1000;
/** Interval of queue samples; sampling a hundred qdiscs costs the kernel and tc some 2 ms. */
const QUEUE_SAMPLE_MS = 100;

/** Keeps the qdiscs of a network in step with its weather. */
export class WeatherController {
  readonly #steps: WeatherSteps;
  readonly #ledgers: readonly LinkLedger[];
  readonly #shaper: ShaperLedger;
  /** Changes and samples have a tc each, so that no change waits for a sample. */
  readonly #changes: TcSession;
  readonly #samples: TcSession;
  readonly #sampleMs: number;
  readonly #send: (line: LinksLine) => void;
  readonly #fail: (error: unknown) => void;
  /** Time at which a step was applied minus its planned time. */
  readonly #lateness = new LogHistogram();
  /** performance.now() minus weather time. */
  #offsetMs = performance.now() - WARMUP_WEATHER_MS;
  #windowIsOpen = false;
  #step: Step | undefined;
  /** Weather time up to which the states of #step have been added to the ledgers. */
  #addedMs = 0;
  #stepTimer: { cancel(): void } | undefined;
  #sampleTimer: { cancel(): void } | undefined;

  constructor(
    { topology, namespaces, core, tc }: ControllerConfig,
    send: (line: LinksLine) => void,
    fail: (error: unknown) => void,
  ) {
    const { links, cables } = planPipes(topology);
    this.#steps = new WeatherSteps(links, topology.traces ?? {});
    this.#ledgers = links.map((link) => new LinkLedger(link));
    this.#shaper = new ShaperLedger(core, namespaces, cables, links, this.#lateness);
    this.#changes = new TcSession(tc, core, fail);
    this.#samples = new TcSession(tc, core, fail);
    this.#sampleMs = links.some(({ profile }) => hasBottleneck(profile)) ? QUEUE_SAMPLE_MS : SECOND_MS;
    this.#send = send;
    this.#fail = fail;
  }

  get detail(): Readonly<Record<string, number>> {
    return { weatherStepMs: this.#steps.stepMs, queueSampleMs: this.#sampleMs };
  }

  /** Creates the qdiscs; resolves when all exist. */
  async start(): Promise<void> {
    this.#beginStep(performance.now() - this.#offsetMs);
    const snapshot = parseQdiscs(await this.#changes.show());
    this.#takeSecond(snapshot);
    this.#scheduleSample(performance.now(), 1);
  }

  openWindow(): void {
    if (this.#windowIsOpen) return;
    this.#windowIsOpen = true;
    this.#addToLedgers(this.#weatherNow());
    this.#offsetMs = performance.now();
    this.#beginStep(0);
  }

  stop(): void {
    this.#stepTimer?.cancel();
    this.#sampleTimer?.cancel();
    this.#changes.close();
    this.#samples.close();
  }

  #weatherNow(): number {
    return performance.now() - this.#offsetMs;
  }

  #beginStep(fromMs: number): void {
    this.#stepTimer?.cancel();
    const step = this.#steps.begin(fromMs);
    this.#changes.send(step.commands);
    this.#lateness.add(Math.max(0, this.#weatherNow() - fromMs));
    this.#step = step;
    this.#addedMs = fromMs;
    this.#stepTimer = sleepUntil(step.toMs + this.#offsetMs, () => {
      const nowMs = this.#weatherNow();
      this.#addToLedgers(nowMs);
      // Skip steps that were missed entirely; otherwise steps begin where they were planned.
      const missed = this.#steps.stepMs > 0 && nowMs >= step.toMs + this.#steps.stepMs;
      this.#beginStep(missed ? nowMs : step.toMs);
    });
  }

  #addToLedgers(untilMs: number): void {
    const states = this.#step?.states ?? [];
    const ms = Math.max(0, untilMs - this.#addedMs);
    for (const [index, state] of states.entries()) this.#ledgers[index]?.addStep(state, ms);
    this.#addedMs = Math.max(this.#addedMs, untilMs);
  }

  /** Schedules the `n`-th sample of the queues in the second that began at `fromMs`; the last one reports the second. */
  #scheduleSample(fromMs: number, n: number): void {
    const dueMs = fromMs + n * this.#sampleMs;
    this.#sampleTimer = sleepUntil(dueMs, () => {
      this.#samples
        .show()
        .then((json) => {
          const snapshot = parseQdiscs(json);
          for (const ledger of this.#ledgers) ledger.addSample(snapshot);
          const secondIsOver = n * this.#sampleMs >= SECOND_MS;
          if (secondIsOver) this.#send(this.#takeSecond(snapshot));
          this.#scheduleSample(secondIsOver ? dueMs : fromMs, secondIsOver ? 1 : n + 1);
        })
        .catch(this.#fail);
    });
  }

  #takeSecond(snapshot: Snapshot): LinksLine {
    this.#addToLedgers(this.#weatherNow());
    const { shaper, receivedBy } = this.#shaper.take();
    const links = this.#ledgers.map((ledger) => ledger.takeSecond(snapshot, receivedBy));
    return { type: 'links', atMs: wallMs(), links, shaper };
  }
}
