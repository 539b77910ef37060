import type { VideoSettings } from '../../model/scenario/scenario.ts';
import { diagnostic, type Notes, type Path } from '../reading/notes.ts';

/** A side may differ by a rounded pixel or two. */
const SHAPE_TOLERANCE = 0.01;

/** An encoder only scales down, and keeps the shape. */
export function checkSourceSize({ width, height, sourceSize }: VideoSettings, path: Path, notes: Notes): void {
  if (sourceSize === undefined) return;
  const across = sourceSize.width / width;
  const down = sourceSize.height / height;
  if (across >= 1 && down >= 1 && Math.abs(across / down - 1) <= SHAPE_TOLERANCE) return;
  notes.diagnostics.push(
    diagnostic(
      path,
      `a source in the shape of ${width}x${height} and no smaller, for the encoder to scale down`,
      `${sourceSize.width}x${sourceSize.height}`,
    ),
  );
}
