import { at, type Json, when } from './json-node.ts';

/** A broadcast that names Agora's encoder settings, which its video is filled in from (agora-profiles.ts). */
const HAS_PROFILE: Json = {
  required: ['transport'],
  properties: {
    transport: {
      type: 'object',
      required: ['agora'],
      properties: { agora: { type: 'object', required: ['videoProfile'] } },
    },
  },
};

/** Asks a broadcast for its video only where no named encoder settings say it. */
export function requireVideoUnlessNamed(generated: Json): void {
  const broadcast = at(generated, 'properties', 'broadcast');
  const video = at(broadcast, 'properties', 'video');
  const named = takeRequired(video);
  takeRequired(broadcast);
  // The largest layer may give the bitrate (forms/full-video.ts).
  const settled = { anyOf: [{ required: named }, { required: ['simulcast'] }] };
  Object.assign(broadcast, when(HAS_PROFILE, {}, { required: ['video'], properties: { video: settled } }));
}

function takeRequired(schema: Json): unknown {
  const { required } = schema;
  delete schema.required;
  return required;
}
