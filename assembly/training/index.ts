// The ABI of the module that trains: numbers in, numbers out, arrays by pointers into the arena.

export { reserve } from "../memory/arena";
export { shuffle } from "../random/order";
export { fillEvenly, fillNormally, openNumbers, streamState } from "./numbers";
export { differentiate, meanLoss, predict, train } from "./train";
export { spreadVariance } from "./penalty/covariance";
export { enumerateMasks } from "./penalty/enumerate";
export { sampleExcess } from "./penalty/sample";
export * from "./sme";
