// The layers a model is made of. A tensor has a shape [channels, ...space]: a vector is [features], a
// sequence [features, tokens], an image [channels, height, width]; there is no batch axis.

/** What every layer may have. */
export interface LayerBase {
  /** Unique among the layers; its type and number, such as `"dense-3"`, unless given. */
  readonly name?: string;
  /** The layer or layers it reads, by name; the one before it in the list unless given. Inputs read none. */
  readonly from?: string | readonly string[];
}

/** Removal of a layer's elements: of each pair at most one is given, and exactly one by a layer that only removes. */
interface DropOrKeep {
  /** Probability of removal, 0..1. */
  readonly drop?: number;
  /** The same as a probability of survival. */
  readonly keep?: number;
}

/** Removal of single weights (dropconnect), and the weights that exist at all. */
interface Weights {
  /** Dropconnect: probability that a weight is removed. A weight used at many positions is removed at all of them. */
  readonly dropBonds?: number;
  /** The same as a probability of survival. */
  readonly keepBonds?: number;
  /** The weights that exist: see {@link Connections}. All of them unless given. */
  readonly connections?: Connections | null;
}

/**
 * Weights that exist. Those of a layer form an array [outputs, inputs] for dense layers and
 * [channels, channels of a group of the input, ...kernel] for convolutions, transposed ones too; outputs are its rows.
 * Either a bitset over that array, row by row, the least significant bit of each byte first, as base64 or bytes; or
 * rows of column numbers: those of row j are `columns[offsets[j]]` to `columns[offsets[j + 1] - 1]`, rising.
 */
export type Connections = string | Uint8Array | ConnectionRows;

/** Sparse rows, as in the CSR format. */
export interface ConnectionRows {
  readonly offsets: readonly number[];
  readonly columns: readonly number[];
}

/** Padding along each axis of space: one number for both ends, or a pair. */
export type Padding = number | "same" | "valid" | readonly (number | readonly [before: number, after: number])[];

/** Where signals come from: all elements are there, unless a removal follows. */
export interface InputLayer extends LayerBase {
  readonly type: "input";
  /** 1 to 6 sizes. */
  readonly shape: readonly number[];
}

/** Every output reads every input feature, at each position of space on its own. */
export interface DenseModelLayer extends LayerBase, Weights {
  readonly type: "dense";
  readonly units: number;
}

/** A convolution over 1, 2 or 3 axes of space. */
export interface ConvolutionLayer extends LayerBase, Weights {
  readonly type: "conv1d" | "conv2d" | "conv3d";
  /** Output channels. */
  readonly channels: number;
  /** Size along all axes, or along each. */
  readonly kernel: number | readonly number[];
  /** 1 unless given. */
  readonly stride?: number | readonly number[];
  /** 0 unless given; `"same"` keeps ceil(size / stride), with the odd one at the end. */
  readonly padding?: Padding;
  /** 1 unless given. */
  readonly dilation?: number | readonly number[];
  /** Groups of channels that do not mix, 1 unless given; as many as input channels is depthwise. */
  readonly groups?: number;
  /** A transposed convolution: stride, padding and dilation are those of the convolution it transposes. */
  readonly transposed?: boolean;
  /** Transposed only: positions added at the end of each axis, 0 unless given. */
  readonly outputPadding?: number | readonly number[];
}

/** Maximum or average over windows. */
export interface PoolLayer extends LayerBase {
  readonly type: "pool";
  readonly kernel: number | readonly number[];
  /** The kernel unless given. */
  readonly stride?: number | readonly number[];
  readonly padding?: Padding;
  readonly dilation?: number | readonly number[];
  /** Whether a last window that is not whole counts too. */
  readonly ceil?: boolean;
}

/** Maximum or average over all of space: [channels]. */
export interface GlobalPoolLayer extends LayerBase {
  readonly type: "global-pool";
}

/** Maximum, mean or sum over some axes. */
export interface ReduceLayer extends LayerBase {
  readonly type: "reduce";
  readonly axes: readonly number[];
  /** Whether the axes stay, with size 1; false unless given. */
  readonly keepAxes?: boolean;
}

export interface FlattenLayer extends LayerBase {
  readonly type: "flatten";
}

/** The same elements in row-major order, in another shape. */
export interface ReshapeLayer extends LayerBase {
  readonly type: "reshape";
  readonly shape: readonly number[];
}

/** The axes in another order: axis i of the output is axis `axes[i]` of the input. */
export interface TransposeLayer extends LayerBase {
  readonly type: "transpose";
  readonly axes: readonly number[];
}

/** Enlarges (or shrinks) the axes of space by a factor or to a size. */
export interface UpsampleLayer extends LayerBase {
  readonly type: "upsample";
  readonly scale?: number | readonly number[];
  readonly size?: readonly number[];
  /** `"nearest"`, the default, reads one position; `"linear"` both neighbours along each axis. */
  readonly mode?: "nearest" | "linear";
}

/** Adds positions that carry no signal: one pair for every axis, channels included. */
export interface PadLayer extends LayerBase {
  readonly type: "pad";
  readonly padding: readonly (readonly [before: number, after: number])[];
}

/** The sum of tensors: an element is reached when it is in any of them. Axes of size 1 are repeated. */
export interface AddLayer extends LayerBase {
  readonly type: "add";
}

/** The product of tensors: an element is reached when it is in all of them. Axes of size 1 are repeated. */
export interface MultiplyLayer extends LayerBase {
  readonly type: "multiply";
}

/** Tensors one after another along an axis, 0 (channels) unless given. */
export interface ConcatLayer extends LayerBase {
  readonly type: "concat";
  readonly axis?: number;
}

/** Positions start, start + step, ... below end along an axis, 0 (channels) unless given. */
export interface SliceLayer extends LayerBase {
  readonly type: "slice";
  readonly axis?: number;
  readonly start: number;
  readonly end: number;
  /** 1 unless given. */
  readonly step?: number;
}

/**
 * Attention as connectivity between tokens, on the values [features, tokens]: each output token reads, per
 * head, every token (or with `causal` every token up to itself). What the weights of attention are is not asked: the
 * softmax keeps them positive. Projections are dense layers of their own.
 */
export interface AttentionLayer extends LayerBase {
  readonly type: "attention";
  readonly heads: number;
  /** Heads of the values, shared by several heads each; `heads` unless given. */
  readonly valueHeads?: number;
  /** Tokens of the output; those of the values unless given. */
  readonly queries?: number;
  readonly causal?: boolean;
  /** Attention dropout: probability that a head's weight from one token to another is removed. */
  readonly dropAttention?: number;
  /** The same as a probability of survival. */
  readonly keepAttention?: number;
}

/** Token numbers [tokens] to vectors [features, tokens]. */
export interface EmbeddingLayer extends LayerBase {
  readonly type: "embedding";
  readonly features: number;
}

/** An activation: passes on what reaches it. */
export interface ActivationLayer extends LayerBase {
  readonly type: "activation";
  /** Its name, for reports. */
  readonly function?: string;
}

/** A normalisation: passes on what reaches it. The statistics it takes over other elements are no paths. */
export interface NormalizationLayer extends LayerBase {
  readonly type: "normalization";
}

/** Dropout: every element of its own, or one mask for all positions along the `shared` axes. */
export interface DropoutLayer extends LayerBase, DropOrKeep {
  readonly type: "dropout";
  readonly shared?: readonly number[];
}

/** Channel dropout, also called spatial dropout: a channel at all its positions. */
export interface ChannelDropoutLayer extends LayerBase, DropOrKeep {
  readonly type: "channel-dropout";
}

/**
 * DropBlock: blocks of neighbouring positions, in each channel on its own. `drop` is the share of elements that is
 * removed to first order; blocks begin with probability drop / (block volume) times (positions / positions at
 * which a whole block fits), at most 1.
 *
 * @see Ghiasi, Lin, Le, "DropBlock", arXiv:1810.12890, equation 1.
 */
export interface DropBlockLayer extends LayerBase, DropOrKeep {
  readonly type: "drop-block";
  /** Block size along all axes of space, or along each. */
  readonly size: number | readonly number[];
  /** One mask for all channels; false unless given. */
  readonly sharedChannels?: boolean;
}

/**
 * Stochastic depth, also called DropPath: the whole tensor at once, that of a residual branch before it is added.
 * EfficientNet's "drop connect" is this one, not dropconnect.
 */
export interface StochasticDepthLayer extends LayerBase, DropOrKeep {
  readonly type: "stochastic-depth";
  /** Whether the samples of a batch share the mask (`"step"`) or have their own (`"sample"`, the default). */
  readonly per?: "step" | "sample";
}

/** A fixed pruning mask of elements: bit i in row-major order, the least significant bit of each byte first. */
export interface MaskLayer extends LayerBase {
  readonly type: "mask";
  readonly elements: string | Uint8Array;
}

/** A layer that removes at random, as a whole. */
export type RemovalLayer = DropoutLayer | ChannelDropoutLayer | DropBlockLayer | StochasticDepthLayer;

/** Any layer of a model. */
export type ModelLayer =
  | InputLayer
  | DenseModelLayer
  | ConvolutionLayer
  | PoolLayer
  | GlobalPoolLayer
  | ReduceLayer
  | FlattenLayer
  | ReshapeLayer
  | TransposeLayer
  | UpsampleLayer
  | PadLayer
  | AddLayer
  | MultiplyLayer
  | ConcatLayer
  | SliceLayer
  | AttentionLayer
  | EmbeddingLayer
  | ActivationLayer
  | NormalizationLayer
  | RemovalLayer
  | MaskLayer;

export type LayerType = ModelLayer["type"];
