import type { Crossing } from '../crossing.ts';
import { estimateJitter } from '../estimate-jitter.ts';
import type { LineCrossings } from '../estimate-line.ts';
import { estimateLoss } from '../estimate-loss.ts';
import { estimateRate } from '../estimate-rate.ts';
import type { MeasureOptions } from './measure-options.ts';
import { fillDown, release, sendTrainsDown } from './probe-down.ts';
import { fillUp, sendTrainsUp } from './probe-up.ts';
import { ProberLink } from './prober-link.ts';
import { ProbingSession } from './probing-session.ts';
import { sendSingles } from './send-singles.ts';

/** Before anything is known of the rate. */
const ROUGH = { trains: 3, packets: 10, bps: 1_000_000 } as const;
const TRAINS = 9;
/** A train's time on the line; longer where the delay jumps, which shifts its ends. */
const TRAIN = { ms: 120, perSpread: 8, mostMs: 400 } as const;

/** Probes a line from this end of it. Throws CannotMeasureError when nobody answers, or the signal's reason. */
export async function measureLine(options: MeasureOptions): Promise<LineCrossings> {
  const link = await ProberLink.open(options.token, options.to);
  try {
    return await measure(new ProbingSession(link, options));
  } finally {
    link.close();
  }
}

async function measure(session: ProbingSession): Promise<LineCrossings> {
  const { onPhase = () => {} } = session.options;
  const atMs = performance.timeOrigin + performance.now();
  onPhase('looking for the other end');
  await session.greet();
  const rough = await roughRates(session);
  onPhase('delay, jitter and loss');
  const singles = await sendSingles(session, Math.min(rough.up, rough.down));
  onPhase('rate up');
  const upPlan = { trains: TRAINS, packets: session.packetsIn(trainMs(singles.up), rough.up), bps: rough.up };
  const upTrains = await sendTrainsUp(session, upPlan);
  const upBps = estimateRate(upTrains)?.value ?? rough.up;
  onPhase('queue up');
  const upFill = await fillUp(session, upBps, lossOf(singles.up));
  onPhase('rate down');
  const downPlan = { trains: TRAINS, packets: session.packetsIn(trainMs(singles.down), rough.down), upBps };
  const downTrains = await sendTrainsDown(session, downPlan);
  const rateBps = estimateRate(downTrains)?.value ?? rough.down;
  onPhase('queue down');
  const downFill = await fillDown(session, { rateBps, usualLoss: lossOf(singles.down), upBps });
  return {
    atMs,
    up: { singles: singles.up, trains: upTrains, fill: upFill },
    down: { singles: singles.down, trains: downTrains, fill: downFill },
    roundTripsMs: singles.roundTripsMs,
  };
}

/** Rates that a few short trains show: enough to plan the others by. */
async function roughRates(session: ProbingSession): Promise<{ up: number; down: number }> {
  const plan = { trains: ROUGH.trains, packets: ROUGH.packets, bps: ROUGH.bps };
  const up = estimateRate(await sendTrainsUp(session, plan))?.value ?? ROUGH.bps;
  const down: Crossing[][] = [];
  // Bytes sent up pay for bytes sent down; some of them may have been lost.
  for (let train = 0; train < ROUGH.trains - 1; train++) down.push(await release(session, ROUGH.packets, 0));
  return { up, down: estimateRate(down)?.value ?? up };
}

function trainMs(singles: readonly Crossing[]): number {
  const spreadMs = estimateJitter(singles).spreadMs?.value ?? 0;
  return Math.min(TRAIN.mostMs, TRAIN.ms + TRAIN.perSpread * spreadMs);
}

function lossOf(singles: readonly Crossing[]): number {
  return estimateLoss(singles).lossFraction?.value ?? 0;
}
