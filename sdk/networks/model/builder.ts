import { badInput } from "../../errors.ts";
import type {
  AttentionLayer,
  ConvolutionLayer,
  DenseModelLayer,
  DropBlockLayer,
  DropoutLayer,
  ModelLayer,
  Padding,
  PoolLayer,
  StochasticDepthLayer,
  UpsampleLayer,
} from "./layer-types.ts";
import { type ModelNetwork, type ModelOptions, model, resolveShape } from "./model.ts";
import type { Shape } from "./shapes/rule.ts";

/** What a layer of one type takes besides what its method names first. */
export type LayerOptions<Layer, Named extends keyof Layer = never> = Omit<Layer, "type" | "from" | Named>;

/**
 * A layer under construction. Every method adds a layer behind it and returns that one; the layer itself stays as it
 * is, so that several branches can start from it. {@link LayerBuilder.model} ends with the layers that lead to it.
 *
 * @example
 * import { input, LayerBuilder } from "percolation";
 * const start = input([8, 16]); // features and tokens
 * const block = start.residual((branch) => branch.attentionBlock({ heads: 2 }).dropout(0.1));
 * block instanceof LayerBuilder; // => true
 * block.shape; // => [8, 16]
 * block.model().layers.map(({ type }) => type).join(" "); // => "input dense attention dense dropout add"
 */
export class LayerBuilder {
  readonly #layer: ModelLayer;
  readonly #sources: readonly LayerBuilder[];
  #shape: Shape | undefined;

  /** @internal */
  constructor(layer: ModelLayer, sources: readonly LayerBuilder[]) {
    this.#layer = layer;
    this.#sources = sources;
  }

  /** The model whose outputs are this layer and `others`. */
  model(...others: readonly LayerBuilder[]): ModelNetwork {
    const ends = [this as LayerBuilder, ...others];
    const order = new Map<LayerBuilder, string>();
    for (const end of ends) visit(end, (each) => each.#sources, order);
    const taken = new Set<string>();
    for (const each of order.keys()) if (each.#layer.name !== undefined) taken.add(each.#layer.name);
    let number = 0;
    const layers = [...order.keys()].map((each): ModelLayer => {
      let name = each.#layer.name ?? `${each.#layer.type}-${number}`;
      while (each.#layer.name === undefined && taken.has(name)) name += "-";
      number++;
      order.set(each, name);
      if (each.#sources.length === 0) return { ...each.#layer, name };
      return { ...each.#layer, name, from: each.#sources.map((source) => order.get(source) ?? "") };
    });
    const outputs: ModelOptions = { outputs: ends.map((end) => order.get(end) ?? "") };
    return model(layers, outputs);
  }

  /** Sizes of the layer's output, channels first. */
  get shape(): Shape {
    const order = new Map<LayerBuilder, string>();
    visit(this, (each) => (each.#shape ? [] : each.#sources), order);
    for (const each of order.keys()) {
      const inputs = each.#sources.map((source) => source.#shape ?? []);
      each.#shape ??= resolveShape(each.#layer, inputs);
    }
    return this.#shape ?? [];
  }

  /** Any layer behind this one and `others`, as {@link model} takes it. */
  followedBy(layer: ModelLayer, ...others: readonly LayerBuilder[]): LayerBuilder {
    return new LayerBuilder(layer, [this, ...others]);
  }

  dense(units: number, options: LayerOptions<DenseModelLayer, "units"> = {}): LayerBuilder {
    return this.followedBy({ ...options, type: "dense", units });
  }

  conv1d(channels: number, options: LayerOptions<ConvolutionLayer, "channels">): LayerBuilder {
    return this.followedBy({ ...options, type: "conv1d", channels });
  }

  conv2d(channels: number, options: LayerOptions<ConvolutionLayer, "channels">): LayerBuilder {
    return this.followedBy({ ...options, type: "conv2d", channels });
  }

  conv3d(channels: number, options: LayerOptions<ConvolutionLayer, "channels">): LayerBuilder {
    return this.followedBy({ ...options, type: "conv3d", channels });
  }

  /** A convolution of each channel by itself, over all axes of space. */
  depthwise(options: LayerOptions<ConvolutionLayer, "channels" | "groups">): LayerBuilder {
    const [channels = 1, ...space] = this.shape;
    if (space.length < 1 || space.length > 3) throw badInput("depthwise", "1 to 3 axes of space", space.length);
    const type = `conv${space.length}d` as ConvolutionLayer["type"];
    return this.followedBy({ ...options, type, channels, groups: channels });
  }

  pool(options: LayerOptions<PoolLayer>): LayerBuilder {
    return this.followedBy({ ...options, type: "pool" });
  }

  globalPool(): LayerBuilder {
    return this.followedBy({ type: "global-pool" });
  }

  reduce(axes: readonly number[], keepAxes = false): LayerBuilder {
    return this.followedBy({ type: "reduce", axes, keepAxes });
  }

  flatten(): LayerBuilder {
    return this.followedBy({ type: "flatten" });
  }

  reshape(shape: readonly number[]): LayerBuilder {
    return this.followedBy({ type: "reshape", shape });
  }

  transpose(axes: readonly number[]): LayerBuilder {
    return this.followedBy({ type: "transpose", axes });
  }

  upsample(options: LayerOptions<UpsampleLayer>): LayerBuilder {
    return this.followedBy({ ...options, type: "upsample" });
  }

  pad(padding: Extract<Padding, readonly unknown[]>): LayerBuilder {
    const pairs = padding.map((each) => (typeof each === "number" ? ([each, each] as const) : each));
    return this.followedBy({ type: "pad", padding: pairs });
  }

  slice(start: number, end: number, axis = 0, step = 1): LayerBuilder {
    return this.followedBy({ type: "slice", axis, start, end, step });
  }

  /** The positions of an axis in parts one after another, of the sizes given. */
  split(sizes: readonly number[], axis = 0): LayerBuilder[] {
    let start = 0;
    return sizes.map((size) => {
      start += size;
      return this.slice(start - size, start, axis);
    });
  }

  add(...others: readonly LayerBuilder[]): LayerBuilder {
    return this.followedBy({ type: "add" }, ...others);
  }

  multiply(...others: readonly LayerBuilder[]): LayerBuilder {
    return this.followedBy({ type: "multiply" }, ...others);
  }

  concat(others: readonly LayerBuilder[], axis = 0): LayerBuilder {
    return this.followedBy({ type: "concat", axis }, ...others);
  }

  /** Adds to this layer what `branch` makes of it. */
  residual(branch: (start: LayerBuilder) => LayerBuilder): LayerBuilder {
    return branch(this).add(this);
  }

  attention(options: LayerOptions<AttentionLayer>): LayerBuilder {
    return this.followedBy({ ...options, type: "attention" });
  }

  /** Attention between projections of the values and of what comes out, each as wide as this layer. */
  attentionBlock(options: LayerOptions<AttentionLayer>): LayerBuilder {
    const [features = 1] = this.shape;
    return this.dense(features).attention(options).dense(features);
  }

  embedding(features: number): LayerBuilder {
    return this.followedBy({ type: "embedding", features });
  }

  activation(name?: string): LayerBuilder {
    return this.followedBy(name === undefined ? { type: "activation" } : { type: "activation", function: name });
  }

  normalization(): LayerBuilder {
    return this.followedBy({ type: "normalization" });
  }

  dropout(drop: number, options: LayerOptions<DropoutLayer, "drop" | "keep"> = {}): LayerBuilder {
    return this.followedBy({ ...options, type: "dropout", drop });
  }

  channelDropout(drop: number): LayerBuilder {
    return this.followedBy({ type: "channel-dropout", drop });
  }

  dropBlock(drop: number, options: LayerOptions<DropBlockLayer, "drop" | "keep">): LayerBuilder {
    return this.followedBy({ ...options, type: "drop-block", drop });
  }

  stochasticDepth(drop: number, options: LayerOptions<StochasticDepthLayer, "drop" | "keep"> = {}): LayerBuilder {
    return this.followedBy({ ...options, type: "stochastic-depth", drop });
  }

  /** A fixed mask of elements: see {@link MaskLayer}. */
  mask(elements: string | Uint8Array): LayerBuilder {
    return this.followedBy({ type: "mask", elements });
  }

  /** The same layer under a name of its own. */
  named(name: string): LayerBuilder {
    return new LayerBuilder({ ...this.#layer, name }, this.#sources);
  }
}

/** Visits what leads to a layer before the layer itself, without recursion. */
function visit(
  end: LayerBuilder,
  sourcesOf: (layer: LayerBuilder) => readonly LayerBuilder[],
  order: Map<LayerBuilder, string>,
): void {
  const stack: [LayerBuilder, number][] = [[end, 0]];
  for (let top = stack[stack.length - 1]; top; top = stack[stack.length - 1]) {
    const [layer, seen] = top;
    const source = sourcesOf(layer)[seen];
    if (order.has(layer) || source === undefined) {
      if (!order.has(layer)) order.set(layer, "");
      stack.pop();
    } else {
      top[1] = seen + 1;
      if (!order.has(source)) stack.push([source, 0]);
    }
  }
}

/**
 * Starts a model at an input: layers are then added by methods, each returning the layer it adds.
 *
 * @param shape - 1 to 6 sizes, channels first, no batch: [features], [features, tokens], [channels, height, width].
 * @param name - Name of the layer.
 * @returns The input as a {@link LayerBuilder}. Shapes and fields are checked when `model()` is called.
 * @throws PercolationError `invalid-input` from `model()`, as {@link model}.
 *
 * @example
 * import { input, pathProbability } from "percolation";
 * const network = input([3, 32, 32])
 *   .conv2d(16, { kernel: 3, padding: 1 })
 *   .residual((branch) => branch.conv2d(16, { kernel: 3, padding: 1 }).stochasticDepth(0.2))
 *   .channelDropout(0.5)
 *   .globalPool()
 *   .dense(10)
 *   .model();
 * network.layers.length; // => 8
 * pathProbability(network).failure.toExponential(6); // => "1.525879e-5"
 */
export function input(shape: readonly number[], name?: string): LayerBuilder {
  return new LayerBuilder(name === undefined ? { type: "input", shape } : { type: "input", shape, name }, []);
}
