/** Seconds of the measured time in which a viewer who comes or leaves in mid-show was there; half-open. */
export interface Presence {
  readonly fromSecond: number;
  readonly toSecond: number;
}

/** Reports whether a viewer came in mid-show; one that was there from the beginning may still have left during it. */
export function cameLater({ presence }: { readonly presence?: Presence | undefined }): boolean {
  return presence !== undefined && presence.fromSecond > 0;
}
