/** Exit code of a program that was interrupted: 128 and the number of the signal. */
export const INTERRUPTED = 130;

/** Thrown when the user interrupts before there is anything to answer. */
export class Interruption extends Error {}
