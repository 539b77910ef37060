import { REFERENCE_PACKET_MS } from '../../../model/recording/reference-packet.ts';
import type { Traces } from '../../../model/scenario/network.ts';
import { LinkSchedule, type LinkState } from './link-schedule.ts';
import type { PipedLink } from './pipe-plan.ts';
import { changing, making, tcCommands } from './tc-commands.ts';

/** A step is as long as one of the loss chain's for so many links that move, twice as long for twice as many, and so on. */
const MOVING_LINKS_PER_STEP = 8;
/** Where nothing moves, what is in force is still added up each second. */
const LONGEST_STEP_MS = 1000;
/** What is left of a step that would be over as soon as it began is added to the next. */
const SHORTEST_STEP_MS = 0.5;

export interface Step {
  readonly fromMs: number;
  readonly toMs: number;
  /** Of each link, in the order given. */
  readonly states: readonly LinkState[];
  /** For tc: what is to be changed when the step begins. */
  readonly commands: readonly string[];
}

/** The weather of all links, cut into steps within which nothing changes. Knows no clock. */
export class WeatherSteps {
  readonly #links: readonly PipedLink[];
  readonly #courses: readonly LinkSchedule[];
  /** Last sent, by link and place among its commands. */
  readonly #sent: (readonly string[])[] = [];
  /** Steps between two turns; 0 where nothing moves. */
  readonly stepMs: number;

  constructor(links: readonly PipedLink[], traces: Traces) {
    this.#links = links;
    this.#courses = links.map((link) => new LinkSchedule(link, traces));
    const moving = this.#courses.filter(({ moves }) => moves).length;
    this.stepMs = REFERENCE_PACKET_MS * Math.ceil(moving / MOVING_LINKS_PER_STEP);
  }

  /** The step that begins at `fromMs` of weather time, which must not be before the end of the last. */
  begin(fromMs: number): Step {
    const toMs = this.#endAfter(fromMs);
    const states = this.#courses.map((course) => course.over(fromMs, toMs));
    return { fromMs, toMs, states, commands: states.flatMap((state, index) => this.#commands(index, state)) };
  }

  #endAfter(fromMs: number): number {
    const gridMs =
      this.stepMs === 0
        ? fromMs + LONGEST_STEP_MS
        : (Math.floor((fromMs + SHORTEST_STEP_MS) / this.stepMs) + 1) * this.stepMs;
    return Math.min(gridMs, ...this.#courses.map((course) => course.nextChangeAfter(fromMs)));
  }

  /** All at first, then those that differ from what was last sent. */
  #commands(index: number, state: LinkState): string[] {
    const link = this.#links[index];
    if (link === undefined) return [];
    const commands = link.pipes.flatMap(({ enters, stage }) => tcCommands(enters, stage, link.profile, state));
    const before = this.#sent[index];
    this.#sent[index] = commands;
    if (before === undefined) return commands.map(making);
    return commands.filter((command, place) => command !== before[place]).map(changing);
  }
}
