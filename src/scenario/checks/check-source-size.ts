import type { VideoSettings } from '../../model/scenario/scenario.ts';
import { diagnostic, type Notes, type Path } from '../reading/notes.ts';

/** Relative difference of aspect ratios that rounding a side by a pixel or two explains. */
const SHAPE_TOLERANCE = 0.01;

/** Refuses a source that the encoder cannot scale to the picture: it only scales down, and keeps the aspect ratio. */
export function checkSourceSize({ width, height, sourceSize }: VideoSettings, path: Path, notes: Notes): void {
  if (sourceSize === undefined) return;
  const across = sourceSize.width / width;
  const down = sourceSize.height / height;
  if (across >= 1 && down >= 1 && Math.abs(across / down - 1) <= SHAPE_TOLERANCE) return;
  notes.diagnostics.push(
    diagnostic(
      // A ladder has no map of its own for the video of all its steps.
      path[0] === 'ladder' ? path : [...path, 'video', 'sourceSize'],
      `a source in the shape of ${width}x${height} and no smaller, for the encoder to scale down`,
      `${sourceSize.width}x${sourceSize.height}`,
    ),
  );
}
