import type { Traces } from '../../../model/scenario/link-profile.ts';
import { REFERENCE_PACKET_MS } from '../../../model/scenario/reference-packet.ts';
import { LinkSchedule, type LinkState } from './link-schedule.ts';
import type { PipedLink } from './pipe-plan.ts';
import { tcCommands, toAdd, toChange } from './tc-commands.ts';

/**
 * Number of varying links for which a step is as long as one of the loss chain; twice as many links double it, and so on.
 */
const VARYING_LINKS_PER_STEP = 8;
/** Length of a step where no link varies: the ledgers are still updated every second. */
const LONGEST_STEP_MS = 1000;
/** A remainder shorter than this is merged into the next step. */
const SHORTEST_STEP_MS = 0.5;

export interface Step {
  readonly fromMs: number;
  readonly toMs: number;
  /** State of each link, in the given order. */
  readonly states: readonly LinkState[];
  /** Commands for tc to execute when the step begins. */
  readonly commands: readonly string[];
}

/** Weather of all links, divided into steps within which nothing changes. Has no clock of its own. */
export class WeatherSteps {
  readonly #links: readonly PipedLink[];
  readonly #schedules: readonly LinkSchedule[];
  /** Commands sent last, by link and position. */
  readonly #sent: (readonly string[])[] = [];
  /** Length of a step between two changes of a profile; 0 where no link varies. */
  readonly stepMs: number;

  constructor(links: readonly PipedLink[], traces: Traces) {
    this.#links = links;
    this.#schedules = links.map((link) => new LinkSchedule(link, traces));
    const varying = this.#schedules.filter(({ varies }) => varies).length;
    this.stepMs = REFERENCE_PACKET_MS * Math.ceil(varying / VARYING_LINKS_PER_STEP);
  }

  /** Returns the step that begins at weather time `fromMs`, which must not be before the end of the last step. */
  begin(fromMs: number): Step {
    const toMs = this.#endAfter(fromMs);
    const states = this.#schedules.map((schedule) => schedule.stateDuring(fromMs, toMs));
    return { fromMs, toMs, states, commands: states.flatMap((state, index) => this.#commands(index, state)) };
  }

  #endAfter(fromMs: number): number {
    const gridMs =
      this.stepMs === 0
        ? fromMs + LONGEST_STEP_MS
        : (Math.floor((fromMs + SHORTEST_STEP_MS) / this.stepMs) + 1) * this.stepMs;
    return Math.min(gridMs, ...this.#schedules.map((schedule) => schedule.nextChangeAfter(fromMs)));
  }

  /** Returns all commands of a link the first time, later only those that differ from the last ones sent. */
  #commands(index: number, state: LinkState): string[] {
    const link = this.#links[index];
    if (link === undefined) return [];
    const commands = link.pipes.flatMap(({ enters, stage }) => tcCommands(enters, stage, link.profile, state));
    const before = this.#sent[index];
    this.#sent[index] = commands;
    if (before === undefined) return commands.map(toAdd);
    return commands.filter((command, position) => command !== before[position]).map(toChange);
  }
}
