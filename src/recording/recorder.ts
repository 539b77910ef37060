import { closeSync, openSync, writeSync } from 'node:fs';
import { CannotMeasureError } from '../lib/errors.ts';
import type { RecordLine } from '../model/recording/recording.ts';
import { linePacker } from './compact/pack-lines.ts';

export interface Recorder {
  /**
   * Appends one line and returns once the kernel has it, so a process killed the next moment loses nothing written.
   * After close() it does nothing: pages may still report while they are torn down.
   * Throws CannotMeasureError when the disk is full or the file cannot be written.
   */
  write(line: RecordLine): void;
  /** May be called more than once. */
  close(): void;
}

/** Where bytes go; tests hand in one that fails. */
export interface FileSystem {
  open(file: string): number;
  write(descriptor: number, bytes: Uint8Array): number;
  close(descriptor: number): void;
}

const realFileSystem: FileSystem = {
  // 'wx': two takes in one file would be read as one, so an existing recording is never touched.
  open: (file) => openSync(file, 'wx'),
  write: (descriptor, bytes) => writeSync(descriptor, bytes),
  close: (descriptor) => closeSync(descriptor),
};

/** Creates `file` for one recording. Throws CannotMeasureError when it exists or cannot be written. */
export function createRecorder(file: string, fileSystem: FileSystem = realFileSystem): Recorder {
  const descriptor = attempt(file, () => fileSystem.open(file));
  let closed = false;
  let torn = false;
  const packer = linePacker();

  return {
    write(line) {
      if (closed) return;
      // What a torn line was to declare may not have reached the file.
      if (torn) packer.forget();
      // After a failed write half a line may stand in the file; a newline first keeps the next one whole.
      const packed = packer.pack(line).map((each) => `${JSON.stringify(each)}\n`);
      const text = `${torn ? '\n' : ''}${packed.join('')}`;
      torn = true;
      attempt(file, () => {
        let rest: Uint8Array = Buffer.from(text);
        while (rest.length > 0) rest = rest.subarray(fileSystem.write(descriptor, rest));
      });
      torn = false;
    },
    close() {
      if (closed) return;
      closed = true;
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

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
