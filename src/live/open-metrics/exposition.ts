import type { LiveRehearsal } from '../live-rehearsal.ts';
import { FAMILIES, type Family, type Sample } from './families.ts';

export const OPEN_METRICS_TYPE = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

/** Divisions leave noise after these digits. */
const DIGITS = 12;

/** Returns the numbers of the latest second and of the window so far in the text format of OpenMetrics 1.0. */
export function exposition(rehearsal: LiveRehearsal): string {
  const families = FAMILIES.flatMap((family) => {
    const samples = family.samples(rehearsal);
    return samples.length === 0 ? [] : [...descriptors(family), ...samples.map((sample) => line(family.name, sample))];
  });
  return [...families, '# EOF\n'].join('\n');
}

function descriptors({ name, type, unit, help }: Family): string[] {
  return [
    `# TYPE ${name} ${type}`,
    ...(unit === undefined ? [] : [`# UNIT ${name} ${unit}`]),
    `# HELP ${name} ${escaped(help)}`,
  ];
}

function line(name: string, { suffix, labels = {}, value }: Sample): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
  return `${name}${suffix ?? ''}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${Number(value.toPrecision(DIGITS))}`;
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
}
