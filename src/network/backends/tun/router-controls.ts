import { ControlLines } from './control-lines.ts';
import { JournalKeeper } from './journal-keeper.ts';
import type { RouterControl, RouterMessage } from './router-messages.ts';
import type { RouterWeather } from './router-weather.ts';
import { wallEpochMs } from './wall-epoch.ts';

export interface ControlsOptions {
  /** Source of RouterControl lines. */
  readonly fd: number;
  readonly weather: RouterWeather;
  /** Number of packets that the router holds. */
  readonly slots: number;
  now(): number;
  send(message: RouterMessage): void;
}

/** Does what the lines on the router's stdin ask for: opens the window, fast-forwards the weather, keeps the journal. */
export class RouterControls {
  readonly #options: ControlsOptions;
  readonly #lines: ControlLines;
  /** Undefined until it is requested. */
  journal: JournalKeeper | undefined;
  /** Number of packets accepted so far. */
  accepted = 0;

  constructor(options: ControlsOptions) {
    this.#options = options;
    this.#lines = new ControlLines(options.fd);
  }

  /** Handles the lines that have arrived. Returns false when the router is to stop. */
  handle(): boolean {
    const lines = this.#lines.read();
    if (lines === undefined) return false;
    for (const line of lines) this.#do(JSON.parse(line) as RouterControl);
    return true;
  }

  #do(message: RouterControl): void {
    const { weather, slots, now, send } = this.#options;
    switch (message.type) {
      case 'open-window':
        weather.openWindow(now());
        break;
      case 'fast-forward':
        weather.fastForward(message.stepMs);
        break;
      case 'take-journal':
        this.journal ??= new JournalKeeper(slots, this.accepted);
        send({ type: 'journal', part: this.journal.take(wallEpochMs(now), now()) });
        break;
      case 'end-journal':
        this.journal = undefined;
        weather.endFastForward();
    }
  }
}
