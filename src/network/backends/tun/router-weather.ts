import type { RouterCore } from '../../emulation/router-core.ts';
import { FastForward } from './fast-forward.ts';

/** Weather of a router: the warm-up's, which may be fast-forwarded for probes, until the window's begins. */
export class RouterWeather {
  readonly #core: RouterCore;
  readonly #fastForward = new FastForward();
  #windowIsOpen = false;

  constructor(core: RouterCore) {
    this.#core = core;
  }

  /** Sum of the jumps so far, ms. */
  get aheadMs(): number {
    return this.#fastForward.aheadMs;
  }

  /** Begins the window's weather, once. */
  openWindow(atMs: number): void {
    if (!this.#windowIsOpen) this.#core.setWeather(atMs, 0);
    this.#windowIsOpen = true;
    this.#fastForward.end();
  }

  /** Makes the weather jump with packets from now on; changes nothing once the window is open. */
  fastForward(stepMs: number): void {
    if (!this.#windowIsOpen) this.#fastForward.begin(stepMs);
  }

  endFastForward(): void {
    this.#fastForward.end();
  }

  /** Lets the weather jump with a packet accepted at `atMs`, if it is to. */
  accept(atMs: number): void {
    const weatherMs = this.#fastForward.jump(atMs);
    if (weatherMs !== undefined) this.#core.setWeather(atMs, weatherMs);
  }
}
