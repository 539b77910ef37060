import { closeSync, fstatSync, openSync, statSync, writeSync } from 'node:fs';
import { codeOf } from '../lib/code-of.ts';
import { CannotMeasureError } from '../lib/errors.ts';
import { messageOf } from '../lib/message-of.ts';
import type { RecordLine } from '../model/recording/recording.ts';
import { createLinePacker } from './compact/pack-lines.ts';

export interface Recorder {
  /**
   * Appends one line and returns once the kernel has it, so that a process killed right after loses nothing. Does
   * nothing after close(), since pages may still report while they are being closed. Throws CannotMeasureError when the
   * disk is full or the file cannot be written, or is no longer where it was.
   */
  write(line: RecordLine): void;
  /** May be called more than once. */
  close(): void;
}

/** File operations; tests pass in ones that fail. */
export interface FileSystem {
  open(file: string): number;
  write(descriptor: number, bytes: Uint8Array): number;
  close(descriptor: number): void;
  /** Returns whether the open file is still the one of that name. */
  isThere(descriptor: number, file: string): boolean;
}

const realFileSystem: FileSystem = {
  // `wx` never touches an existing recording: two takes in one file would be read as one.
  open: (file) => openSync(file, 'wx'),
  write: (descriptor, bytes) => writeSync(descriptor, bytes),
  close: (descriptor) => closeSync(descriptor),
  isThere: (descriptor, file) => statSync(file, { throwIfNoEntry: false })?.ino === fstatSync(descriptor).ino,
};

/** Interval between looks whether the file is still there: what is written to one that was removed is lost. */
const LOOK_INTERVAL_MS = 1000;

/** Creates `file` for one recording. Throws CannotMeasureError when it exists or cannot be written. */
export function createRecorder(file: string, fileSystem: FileSystem = realFileSystem): Recorder {
  const descriptor = attempt(file, () => fileSystem.open(file));
  let isClosed = false;
  let isTorn = false;
  let lookedMs = performance.now();
  const packer = createLinePacker();

  return {
    write(line) {
      if (isClosed) return;
      // Shapes declared with a torn line may not have reached the file.
      if (isTorn) packer.forget();
      // After a failed write the file may end with half a line; a leading newline keeps the next line whole.
      const packed = packer.pack(line).map((packedLine) => `${JSON.stringify(packedLine)}\n`);
      const text = `${isTorn ? '\n' : ''}${packed.join('')}`;
      isTorn = true;
      attempt(file, () => {
        let rest: Uint8Array = Buffer.from(text);
        while (rest.length > 0) rest = rest.subarray(fileSystem.write(descriptor, rest));
      });
      isTorn = false;
      const nowMs = performance.now();
      if (nowMs - lookedMs < LOOK_INTERVAL_MS) return;
      lookedMs = nowMs;
      if (!fileSystem.isThere(descriptor, file))
        throw new CannotMeasureError(
          `the recording ${file} was moved or removed while it was being written`,
          'leave the directory of --out as it is until the rehearsal has ended',
        );
    },
    close() {
      if (isClosed) return;
      isClosed = true;
      attempt(file, () => fileSystem.close(descriptor));
    },
  };
}

function attempt<T>(file: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw new CannotMeasureError(`cannot write the recording ${file}: ${messageOf(error)}`, adviceFor(codeOf(error)), {
      cause: error,
    });
  }
}

function adviceFor(code: string | undefined): string {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'disk full: free some space, or choose another disk with --out';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'the directory is not writable: choose another with --out';
    case 'EEXIST':
      return 'a recording is already there: choose another directory with --out, or remove it';
    case 'ENOENT':
    case 'ENOTDIR':
      return 'the directory is not there: create it, or choose another with --out';
    default:
      return 'look at the disk and the permissions of the directory, or choose another with --out';
  }
}
