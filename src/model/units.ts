export const BITS_PER_BYTE = 8;
export const MS_PER_SECOND = 1000;
