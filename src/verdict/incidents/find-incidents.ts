import { measuredWindow } from '../../metrics/series/measured-window.ts';
import type { Span } from '../../metrics/series/span.ts';
import type { RecordedTake, RecordedViewer } from '../../model/recording/recorded-take.ts';
import type { Incident } from '../../model/result/incident.ts';
import { belongTogether } from './belong-together.ts';
import { rankCauses } from './rank-causes.ts';
import { type Scene, scenesOf } from './scene.ts';
import { severityOf } from './severity.ts';
import { SYMPTOMS } from './symptoms/registry.ts';
import type { Symptom } from './symptoms/symptom.ts';

/** Finds the incidents of each viewer of a take with their likely causes, in order of time. Each has one viewer. */
export function findIncidents(take: RecordedTake): readonly Incident[] {
  const window = measuredWindow(take);
  if (window === undefined) return [];
  return take.viewers.flatMap((viewer) =>
    scenesOf(take, viewer, window, groupsOf(viewer, take, window)).map((scene) => incidentOf(scene, window)),
  );
}

/** Groups a viewer's symptoms of all kinds: one outage stops the picture, silences the sound and delays what follows. */
function groupsOf(viewer: RecordedViewer, take: RecordedTake, window: Span): readonly (readonly Symptom[])[] {
  const symptoms = Object.values(SYMPTOMS)
    .flatMap((find) => find(viewer, take, window))
    .toSorted((a, b) => a.fromMs - b.fromMs);
  const groups: Symptom[][] = [];
  for (const symptom of symptoms) {
    const group = groups.findLast((each) => each.some((other) => belongTogether(other, symptom)));
    if (group === undefined) groups.push([symptom]);
    else group.push(symptom);
  }
  return groups;
}

function incidentOf(scene: Scene, window: Span): Incident {
  const { viewer, span, symptoms } = scene;
  return {
    fromMs: Math.round(span.fromMs - window.fromMs),
    toMs: Math.round(span.toMs - window.fromMs),
    region: viewer.region,
    viewers: [viewer.id],
    severity: severityOf(symptoms),
    symptoms: symptoms.map(({ kind, metric, value, usual, unit, times }) => ({
      ...{ kind, metric, viewer: viewer.id, value, unit, times },
      ...(usual !== undefined && { usual }),
    })),
    causes: rankCauses(scene),
  };
}
