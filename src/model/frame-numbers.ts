/** Bits of a frame's number that the time code in the picture carries. */
export const FRAME_NUMBER_BITS = 20;

/** So many frames are told apart, 9.7 h at 30 fps; then their numbers begin anew. */
export const FRAME_NUMBERS = 2 ** FRAME_NUMBER_BITS;
