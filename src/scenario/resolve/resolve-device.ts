import type { Device } from '../../model/scenario/device.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { didYouMean } from '../reading/nearest.ts';
import { diagnostic, type Notes, type Path } from '../reading/notes.ts';

/** Finds a device by its name in the catalog. Returns undefined, and notes why, when there is none of that name. */
export function resolveDevice(
  name: string,
  path: Path,
  { catalog, notes }: { readonly catalog: Catalog; readonly notes: Notes },
): Device | undefined {
  const device = catalog.devices.get(name);
  if (device === undefined) {
    const known = [...catalog.devices.keys()];
    notes.diagnostics.push(
      diagnostic(
        path,
        `a device of the catalog (${known.join(', ')})`,
        `the unknown device "${name}"`,
        didYouMean(name, known),
      ),
    );
    return undefined;
  }
  const { id, label, labelZh, viewport, cpuCores } = device;
  return { id, label, labelZh, viewport, ...(cpuCores !== undefined && { cpuCores }) };
}
