import { z } from 'zod';
import { PICTURE_SIZE_EXPECTED, PICTURE_SIZE_PATTERN, parsePictureSize } from '../reading/picture-size.ts';
import {
  bareHint,
  describeQuantity,
  type Limits,
  type Parsed,
  parseQuantity,
  type QuantityKind,
  quantityPattern,
} from '../reading/quantity.ts';
import { hintOnOtherKind } from '../reading/section.ts';

/** Builds the schema of a text that a parser turns into a value. The message is what the parser expects. */
export function parsedText<T>(expected: string, pattern: string, parse: (text: string) => Parsed<T>) {
  return z
    .string({ error: expected })
    .meta({ pattern })
    .transform((text, context) => {
      const parsed = parse(text);
      if (parsed.type === 'ok') return parsed.value;
      const { expected: message, hint } = parsed;
      context.issues.push({
        code: 'custom',
        message,
        input: text,
        ...(hint === undefined ? {} : { params: { hint } }),
      });
      return z.NEVER;
    });
}

/** Builds the schema of a quantity with its unit, parsed to the canonical unit of its kind. */
export function quantity(kind: QuantityKind, limits: Limits = {}) {
  const expected = describeQuantity(kind, limits);
  hintOnOtherKind(expected, (got) => (typeof got === 'number' ? bareHint(String(got), kind, limits) : undefined));
  return parsedText(expected, quantityPattern(kind), (text) => parseQuantity(text, kind, limits));
}

/** Limits of a delay. More is a slip of the unit: a satellite path takes 0.6 s, GPRS some 1.5 s. */
export const DELAY_LIMITS = { atLeast: '0 ms', atMost: '10 s' } as const;
/** Builds the schema of a delay, in ms. */
export const delay = () => quantity('time', DELAY_LIMITS);
/** Builds the schema of a line's capacity, in bit/s. Below 1 kbps not even one packet passes in a take. */
export const lineRate = () => quantity('rate', { atLeast: '1 kbps' });
/** Builds the schema of a share of 0 to 100 %, as a fraction. */
export const share = () => quantity('share', { atLeast: '0 %', atMost: '100 %' });

/** Builds the schema of a picture size such as "1280x720". */
export const pictureSize = () => parsedText(PICTURE_SIZE_EXPECTED, PICTURE_SIZE_PATTERN, parsePictureSize);

/** Builds the schema of a plain whole number. */
export function count(min: number, max: number) {
  const error = `a whole number from ${min} to ${max}`;
  return z.int({ error }).min(min, { error }).max(max, { error });
}

/** Builds the schema of a frame rate in whole frames per second, with or without its unit. */
export function wholeFrameRate(max: number) {
  const number = count(1, max);
  const error = `a whole number from 1 to ${max}`;
  const text = parsedText(error, quantityPattern('frameRate'), (written) => {
    const parsed = parseQuantity(written, 'frameRate');
    const isWhole = parsed.type === 'ok' && number.safeParse(parsed.value).success;
    return isWhole ? parsed : { type: 'refused', expected: error };
  });
  return z.union([number, text], { error });
}

/** Builds the schema of one of several words. */
export function oneOf<const V extends readonly string[]>(values: V) {
  return z.enum(values, { error: `one of ${values.join(', ')}` });
}

/** Builds the schema of a text that matches a pattern. */
export function text(expected: string, pattern: RegExp) {
  return z.string({ error: expected }).regex(pattern, { error: expected });
}

/** Builds the schema of an identifier that is safe in link ids, file names and viewer ids. */
export function identifier(what: string) {
  const expected = `${what}: letters a to z, digits, - and _, at most 32`;
  return text(expected, /^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/);
}
