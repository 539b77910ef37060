import type { Text } from '../messages/words.ts';

/** Whatever has a name in words: a region, a stretch of its path, a device, a metric. */
export interface Labelled {
  readonly label: string;
  /** Absent in older results, and where no Chinese name is known. */
  readonly labelZh?: string;
}

/** Its name in both languages. */
export function labelText({ label, labelZh }: Labelled): Text {
  return { en: label, zh: labelZh ?? label };
}
