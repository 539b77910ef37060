import { spawn } from 'node:child_process';
import type { CaptureSink } from '../../capture/capture-file.ts';
import { addressOf, close, errno, fcntl, lastError, pipe2, write } from '../../linux/libc.ts';

/** Constants of fcntl.h, linux/fcntl.h and errno.h, the same on every Linux architecture that Node supports. */
const O_NONBLOCK = 0o4000;
const O_CLOEXEC = 0o2000000;
const F_SETFL = 4;
const F_SETPIPE_SZ = 1031;
const EAGAIN = 11;
/** Pipe capacity: the most that the kernel grants without privilege (fs.pipe-max-size). Less does no harm. */
const PIPE_BYTES = 1 << 20;

/**
 * Opens a sink that writes into an open file through a pipe and cat: a slow disk delays cat, not the router, and bytes in
 * the pipe reach the file even if the router is killed. cat exits when the pipe closes; it inherits the router's stderr, so
 * who waits for the end of that stderr also waits for cat. Throws when the pipe or cat cannot be started.
 */
export function openPipeSink(file: number): CaptureSink {
  const ends = Buffer.alloc(8);
  if (pipe2(ends, O_CLOEXEC) !== 0) throw new Error(`a pipe for a capture: ${lastError()}`);
  const [from, to] = [ends.readInt32LE(0), ends.readInt32LE(4)];
  fcntl(to, F_SETPIPE_SZ, PIPE_BYTES);
  fcntl(to, F_SETFL, O_NONBLOCK);
  const cat = spawn('cat', [], { stdio: [from, file, 'inherit'] });
  cat.on('error', () => {});
  cat.unref();
  close(from);
  if (cat.pid === undefined) throw new Error('a capture needs the command cat');
  return {
    write(buffer, bytes) {
      const taken = write(to, addressOf(buffer), bytes);
      if (taken >= 0) return taken;
      return errno() === EAGAIN ? 0 : -1;
    },
    finish(buffer, bytes) {
      fcntl(to, F_SETFL, 0);
      for (let taken = 0; taken < bytes; ) {
        const more = write(to, addressOf(buffer) + taken, bytes - taken);
        if (more < 0) break;
        taken += more;
      }
      close(to);
    },
  };
}
