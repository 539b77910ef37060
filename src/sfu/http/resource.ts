import { HttpError } from './http-error.ts';

/** Names of streams and viewers. */
export const NAME = /^[A-Za-z0-9_.-]{1,64}$/;

/** Resource that a request is for. */
export type Resource =
  | { readonly type: 'root' }
  | { readonly type: 'whip' | 'whep'; readonly stream: string }
  | { readonly type: 'session'; readonly sessionId: string };

/** Methods of each kind of resource. */
export const ALLOWED: Readonly<Record<Resource['type'], readonly string[]>> = {
  root: ['GET', 'HEAD', 'OPTIONS'],
  whip: ['POST', 'OPTIONS', 'GET', 'HEAD'],
  whep: ['POST', 'OPTIONS', 'GET', 'HEAD'],
  session: ['PATCH', 'DELETE', 'OPTIONS', 'GET', 'HEAD'],
};

/** Finds the resource at a path. Throws HttpError (404). */
export function findResource(path: string): Resource {
  const [, first = '', second, ...rest] = path.split('/');
  if (first === '' && second === undefined) return { type: 'root' };
  if (second !== undefined && rest.length === 0) {
    if ((first === 'whip' || first === 'whep') && NAME.test(second)) return { type: first, stream: second };
    if (first === 'session') return { type: 'session', sessionId: second };
  }
  throw new HttpError(404, 'no such resource');
}
