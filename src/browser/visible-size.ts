/** Returns the size of what a frame shows, pixels; it may be coded larger. */
export function visibleSize({ visibleRect, codedWidth, codedHeight }: VideoFrame): {
  readonly width: number;
  readonly height: number;
} {
  return { width: visibleRect?.width ?? codedWidth, height: visibleRect?.height ?? codedHeight };
}
