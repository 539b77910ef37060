import { DEFAULT_BEHAVIOUR, ORIGIN_BEHAVIOURS } from '../../model/scenario/origin-behaviour.ts';
import { SERVER_BEHAVIOURS, type ServerBehaviour } from '../server-behaviour.ts';
import { HttpError } from './http-error.ts';

/** Bounds of `?startKbps=`. */
const START_KBPS = { min: 30, max: 100_000 };

/** Reads where the publisher's bandwidth estimation is to start, kbit/s; undefined if not asked for. Throws HttpError (400). */
export function readStartKbps(url: URL): number | undefined {
  const text = url.searchParams.get('startKbps');
  if (text === null) return undefined;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isInteger(value) || value < START_KBPS.min || value > START_KBPS.max)
    throw new HttpError(400, `startKbps must be a whole number from ${START_KBPS.min} to ${START_KBPS.max}`);
  return value;
}

/** Reads whether lost packets are sent again; they are by default. Throws HttpError (400). */
export function readNackEnabled(url: URL): boolean {
  const text = url.searchParams.get('nack') ?? 'on';
  if (text !== 'on' && text !== 'off') throw new HttpError(400, 'nack must be on or off');
  return text === 'on';
}

/** Reads which server’s behaviour towards viewers is to be imitated. Throws HttpError (400). */
export function readBehaviour(url: URL): ServerBehaviour {
  const text = url.searchParams.get('behaviour') ?? DEFAULT_BEHAVIOUR;
  const name = ORIGIN_BEHAVIOURS.find((each) => each === text);
  if (name === undefined) throw new HttpError(400, `behaviour must be one of ${ORIGIN_BEHAVIOURS.join(', ')}`);
  return SERVER_BEHAVIOURS[name];
}
