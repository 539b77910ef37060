import { lookup } from 'node:dns/promises';
import { writeFileSync } from 'node:fs';
import { realMs, sleep } from '../../lib/clock.ts';
import { CannotMeasureError } from '../../lib/errors.ts';
import { byHour } from '../../line/by-hour.ts';
import type { LineEstimate } from '../../line/crossing.ts';
import { estimateLine } from '../../line/estimate-line.ts';
import { lineYaml } from '../../line/line-yaml.ts';
import { measureLine } from '../../line/wire/measure-line.ts';
import type { Context } from '../command.ts';
import { failureText } from '../messages/failure-text.ts';
import { phaseText } from '../messages/phase-phrases.ts';
import { PROBE_WORDS } from '../messages/probe-words.ts';
import { say } from '../messages/say.ts';
import type { ProbeTarget } from '../options/probe-target.ts';
import { lineText } from '../show/line-text.ts';

export interface ProbeOptions {
  readonly to: ProbeTarget;
  readonly token: string;
  readonly name: string;
  readonly file: string;
  readonly singlesMs: number;
  readonly mostBps: number;
  readonly mostBytes: number;
  /** 0: one measurement. */
  readonly hoursMs: number;
  readonly everyMs: number;
  readonly synchronised: boolean;
  readonly json: boolean;
}

/** Rates and queues take about so long beside the single probes. */
const REST_MS = 60_000;

/** Measures once, or again and again for hours; the file holds all that was measured so far, at every time. */
export async function probeFromHere(options: ProbeOptions, { terminal, signal }: Context): Promise<void> {
  const { to, token, name, file, singlesMs, mostBps, mostBytes, hoursMs, everyMs, synchronised, json } = options;
  const address = await addressOf(to.host);
  terminal.log(planText(options, terminal));
  const estimates: LineEstimate[] = [];
  const beganMs = realMs();
  for (let turn = 0; turn === 0 || turn * everyMs < hoursMs; turn++) {
    await sleep(Math.max(0, beganMs + turn * everyMs - realMs()), signal);
    try {
      const crossings = await measureLine({
        ...{ to: { address, port: to.port }, token, singlesMs, mostBps, mostBytes, signal },
        onPhase: (phase) => terminal.status?.(`${say(terminal, phaseText(phase))} ...`),
      });
      const estimate = estimateLine(crossings);
      estimates.push(estimate);
      if (json) terminal.print(JSON.stringify(estimate));
      terminal.log(lineText(estimate, synchronised, terminal));
    } catch (error) {
      // For hours one measurement may fail: the line was gone, and the next may find it again.
      if (signal.aborted || hoursMs === 0 || !(error instanceof CannotMeasureError)) throw error;
      terminal.log(`${new Date().toISOString()}: ${say(terminal, failureText(error).message)}`);
      continue;
    }
    const heading = [`Measured by longhaul probe from here (up: away from here) to ${to.host}:${to.port}.`];
    writeFileSync(file, lineYaml({ heading, lines: byHour(name, estimates), synchronised }));
  }
  if (estimates.length === 0)
    throw new CannotMeasureError('no measurement succeeded', 'Is the listening end still running?');
  terminal.log(say(terminal, PROBE_WORDS.written, { file, name }));
}

async function addressOf(host: string): Promise<string> {
  try {
    return (await lookup(host, { family: 4 })).address;
  } catch {
    throw new CannotMeasureError(`no IPv4 address of ${host} can be found`, 'Check its name, or write its address.');
  }
}

function planText(
  { singlesMs, mostBps, mostBytes, hoursMs, everyMs }: ProbeOptions,
  terminal: Context['terminal'],
): string {
  const minutes = Math.ceil((singlesMs + REST_MS) / 60_000);
  const plan = say(terminal, PROBE_WORDS.plan, { mb: mostBytes / 1e6, mbps: mostBps / 1e6, minutes });
  if (hoursMs === 0) return plan;
  const times = Math.ceil(hoursMs / everyMs);
  return `${plan} ${say(terminal, PROBE_WORDS.times, { times, every: everyMs / 60_000 })}`;
}
