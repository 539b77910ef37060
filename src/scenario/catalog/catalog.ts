import type { Device } from '../../model/scenario/device.ts';
import type { HourRule } from '../airtime/airtime.ts';
import type { WrittenHaul } from '../schema/haul-profile.ts';
import type { WrittenLine } from '../schema/line-profile.ts';

/** Display name in English and in Chinese. */
export interface Labels {
  readonly label: string;
  readonly labelZh: string;
}

/** A device, its fields as written in the catalog file, and the source of each number. */
export interface CatalogDevice extends Device {
  readonly texts: Readonly<Record<string, string>>;
  readonly sources: Readonly<Record<string, string>>;
}

/** A named profile, with the source of the number in each of its fields. */
export interface CatalogProfile<W> extends Labels {
  /** Full name, such as "sea-id/mobile-peak", "sea-id/accelerated", "cn-studio-fibre" or "wpt-3g-fast". */
  readonly name: string;
  readonly written: W;
  /** Text of each field as written, by field: "120 ms", "out 0.5 % / back 2 %". */
  readonly texts: Readonly<Record<string, string>>;
  /** Source of each field in words, by field; `[key]` cites an entry of the catalog's references. */
  readonly sources: Readonly<Record<string, string>>;
}

export interface CatalogRegion extends Labels {
  readonly id: string;
  /** ISO 3166 country code, such as "ID". */
  readonly country: string | undefined;
  /** IANA time zone, such as "Asia/Jakarta". */
  readonly zone: string | undefined;
  /** Hauls by short name: accelerated, direct-day, direct-evening. */
  readonly hauls: ReadonlyMap<string, CatalogProfile<WrittenHaul>>;
  /** Access lines by short name: fixed, mobile-good, mobile-peak. */
  readonly access: ReadonlyMap<string, CatalogProfile<WrittenLine>>;
}

/** Everything that a scenario can refer to by name. */
export interface Catalog {
  readonly regions: ReadonlyMap<string, CatalogRegion>;
  readonly firstMiles: ReadonlyMap<string, CatalogProfile<WrittenLine>>;
  /** Access lines that belong to no region, usable in any. */
  readonly presets: ReadonlyMap<string, CatalogProfile<WrittenLine>>;
  readonly devices: ReadonlyMap<string, CatalogDevice>;
  /** Labels of the haul short names that regions use. */
  readonly hauls: ReadonlyMap<string, Labels>;
  /** Labels of the access short names that regions use. */
  readonly access: ReadonlyMap<string, Labels>;
  /** Short names whose profile depends on the hour: access `mobile`, haul `direct`. */
  readonly byHour: {
    readonly access: ReadonlyMap<string, HourRule>;
    readonly hauls: ReadonlyMap<string, HourRule>;
  };
  /** Full references by the key that `[key]` in a source cites. */
  readonly references: Readonly<Record<string, string>>;
}

/** Returns the labels as model and result carry them: the Chinese label only where it differs from the English one. */
export function shownLabels({ label, labelZh }: Labels): { readonly label: string; readonly labelZh?: string } {
  return labelZh === label ? { label } : { label, labelZh };
}
