// Fixed memory of the drawing code. Lane t of a 128-bit word is bit t % 8 of byte t / 8.

/** 32 u32: base words of the open layer. */
export const LAYER: usize = memory.data(128, 16);
/** 32 u32: generator A as words s0 s1 s2 s3 of four lanes each, then generator B alike. */
export const STATE: usize = memory.data(128, 16);
/** Lanes of the word being drawn that succeeded. */
export const SUCCESS: usize = memory.data(16, 16);
/** Lanes of the word being drawn whose digits so far all equal those of the probability. */
export const TIED: usize = memory.data(16, 16);
/** Those of TIED that have compared a byte as well: 15 digits instead of 7. */
export const TIED_BYTE: usize = memory.data(16, 16);
/** Result of a drawing that gathers: lanes in which some open bond leads from a reached neuron. */
export const ARRIVED: usize = memory.data(16, 16);
/** All ones where the drawn event is a removal, to be turned into survival. */
export const FLIPS: usize = memory.data(16, 16);
/** Digits 8 to 15 of the probability, in every byte. */
export const DIGITS: usize = memory.data(16, 16);
/** A word on its way. */
export const WORD: usize = memory.data(16, 16);
