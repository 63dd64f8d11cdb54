// Stochastic modified equations of dropout in networks of one hidden layer.

export { findCrossing, relax } from "./line";
export { fillCovariance, fillHessian } from "./matrices";
export { measureMasks, measureModel } from "./measure";
export { descendMasked, integrateModified } from "./paths";
