/** Wall time in ms with fractions, the same in pages, workers and Node on one machine. */
export const wallMs = () => performance.timeOrigin + performance.now();
