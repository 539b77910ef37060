import type { Measurement } from '../model/result/measurement.ts';
import type { MetricInfo } from '../model/result/metric.ts';
import type { BudgetSet } from '../model/scenario/budget.ts';
import { plain } from '../report/messages/words.ts';
import { formatActual, formatBound } from '../report/text/format.ts';
import { labelText } from '../report/text/names.ts';
import { judgeTake } from '../verdict/judge-take.ts';
import type { LiveVerdict, SoFar } from './live-message.ts';

/**
 * Holds the budgets against the window so far, as the report holds them against the whole one, but without the machine's own
 * errors, which are known at the end. A budget on what is not measured as it goes on is judged later; it counts neither way.
 */
export function verdictsSoFar(
  measurement: Measurement,
  budgets: BudgetSet,
  infos: ReadonlyMap<string, MetricInfo>,
): readonly LiveVerdict[] {
  const isRunning = (metric: string) => measurement.viewers.some(({ metrics }) => Object.hasOwn(metrics, metric));
  return judgeTake(measurement, budgets).map((verdict) => {
    const { region, metric, outcome, viewer } = verdict;
    const info = infos.get(metric);
    return {
      ...{ region, metric, label: info === undefined ? plain(metric) : labelText(info) },
      ...{ actual: formatActual(verdict), bound: formatBound(verdict) },
      outcome: isRunning(metric) ? outcome : 'later',
      ...(viewer !== undefined && { viewer }),
    };
  });
}

const WORSE: readonly SoFar[] = ['unknown', 'pass', 'warn', 'no-data', 'fail'];

/** Returns the worst of them: missing data outranks any pass. */
export function worstSoFar(verdicts: readonly Pick<LiveVerdict, 'outcome'>[]): SoFar {
  return verdicts.reduce<SoFar>((worst, { outcome }) => {
    if (outcome === 'later') return worst;
    const each = outcome === 'uncertain' ? 'warn' : outcome;
    return WORSE.indexOf(each) > WORSE.indexOf(worst) ? each : worst;
  }, 'unknown');
}
