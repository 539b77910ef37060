/** Facts from the headers of a clip; a field is undefined where they do not say it. */
export interface ClipInfo {
  /** Format of the file: "MP4", "WebM or Matroska". */
  readonly container: string;
  /** Codecs by their everyday names, "H.264"; or as the file has them, where none is known. */
  readonly video?: string;
  readonly audio?: string;
  readonly width?: number;
  readonly height?: number;
  readonly durationMs?: number;
}

/** A clip's headers, or why it cannot be played. */
export type ClipReading =
  | { readonly type: 'read'; readonly info: ClipInfo }
  | { readonly type: 'unplayable'; readonly reason: string };

/** Reads part of a file: up to `length` bytes from `position` on. */
export type ReadAt = (position: number, length: number) => Promise<Buffer>;
