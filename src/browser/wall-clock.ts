/** Read once: it never changes, and reading it costs more than reading the clock. */
const { timeOrigin } = performance;

/** Returns wall time in ms with fractions, the same in pages, workers and Node on one machine. */
export const wallMs = () => timeOrigin + performance.now();
