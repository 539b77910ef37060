/** Asked for once: it is the same for ever, and asking costs more than the time does. */
const { timeOrigin } = performance;

/** Wall time in ms with fractions, the same in pages, workers and Node on one machine. */
export const wallMs = () => timeOrigin + performance.now();
