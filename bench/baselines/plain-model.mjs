/**
 * A model as JavaScript code would walk it today: one trial after the other, a byte an element, masks from
 * Math.random. Convolutions and dense layers read whether any channel is alive, once per position; whatever else
 * makes trials cheap (many in a word, one value for many positions, stopping when the rest is certain) is left out.
 */

/**
 * Lays out the tensors of a model and returns a function that runs trials and counts those with an open path.
 * The layers of ResNet, VGG and BERT are known; weights are all there.
 */
export function preparePlainModel({ layers, outputs }) {
  const tensors = new Map();
  const readers = new Map();
  for (const name of [...outputs, ...layers.flatMap(({ from = [] }) => from)])
    readers.set(name, (readers.get(name) ?? 0) + 1);
  const steps = [];
  for (const layer of layers) {
    const from = layer.from ?? [];
    const sources = from.map((name) => tensors.get(name));
    /** Whether nobody else reads what this layer reads, and it is written anew in every trial. */
    const isOwn = from.every((name) => readers.get(name) === 1 && tensors.get(name).isOwn);
    const { shape, values = new Uint8Array(product(shape)), step } = plan(layer, sources, isOwn);
    tensors.set(layer.name, { shape, values, isOwn: step ? true : isOwn && layer.type !== "input" });
    if (step) steps.push(() => step(values));
  }
  const ends = outputs.map((name) => tensors.get(name).values);
  return (trials) => {
    let open = 0;
    for (let trial = 0; trial < trials; trial++) {
      for (const step of steps) step();
      open += Number(ends.some((values) => values.includes(1)));
    }
    return open;
  };
}

const product = (sizes) => sizes.reduce((total, size) => total * size, 1);

/** The shape of a layer's output, its values where it writes none of its own, and what it does in a trial. */
function plan(layer, sources, isOwn) {
  const [{ shape = [], values } = {}] = sources;
  const [channels, ...space] = shape;
  const positions = product(space);
  switch (layer.type) {
    case "input":
      return { shape: layer.shape, values: new Uint8Array(product(layer.shape)).fill(1) };
    case "normalization":
    case "activation":
      return { shape, values };
    case "flatten":
      return { shape: [product(shape)], values };
    case "embedding":
      return { shape: [layer.features, ...shape], step: (target) => spread(values, target) };
    case "pad": {
      const [, [top, bottom], [left, right]] = layer.padding;
      const [height, width] = space;
      const padded = [channels, top + height + bottom, left + width + right];
      return { shape: padded, step: (target) => pad(values, target, shape, padded, top, left) };
    }
    case "conv2d":
    case "pool":
      return planWindows(layer, values, shape);
    case "global-pool":
      return { shape: [channels], step: (target) => poolAll(values, target, positions) };
    case "dense":
      return planDense(layer, values, shape);
    case "attention": {
      const open = new Uint8Array(positions);
      const keep = 1 - layer.dropAttention;
      return { shape, step: (target) => attend(values, target, positions, layer.heads, keep, open) };
    }
    case "add":
      return { shape, step: (target) => add(sources, target) };
    case "dropout":
    case "channel-dropout": {
      const keep = layer.keep ?? 1 - layer.drop;
      const group = layer.type === "dropout" ? 1 : positions;
      const step = (target) => {
        if (target !== values) target.set(values);
        if (group === 1) drop(target, target.length, keep);
        else dropGroups(target, target.length, group, keep);
      };
      return { shape, step, ...(isOwn ? { values } : {}) };
    }
    default:
      throw new Error(`bench: plain JavaScript does not know the layer type ${layer.type}`);
  }
}

function planWindows(layer, values, [channels, height, width]) {
  const [[top, bottom], [left, right]] = layer.padding;
  const [tall, wide] = layer.kernel;
  const [down, across] = layer.stride;
  const rows = Math.floor((height + top + bottom - tall) / down) + 1;
  const columns = Math.floor((width + left + right - wide) / across) + 1;
  const window = { height, width, rows, columns, tall, wide, down, across, top, left };
  const [whole, reduced] = [height * width, rows * columns];
  if (layer.type === "pool") {
    const step = (target) => {
      for (let channel = 0; channel < channels; channel++)
        slide(values, channel * whole, target, channel * reduced, window);
    };
    return { shape: [channels, rows, columns], step };
  }
  const some = new Uint8Array(whole);
  const plane = new Uint8Array(reduced);
  const step = (target) => {
    unite(values, channels, some, whole);
    slide(some, 0, plane, 0, window);
    spread(plane, target);
  };
  return { shape: [layer.channels, rows, columns], step };
}

function planDense(layer, values, [features, ...space]) {
  const positions = product(space);
  const shape = [layer.units, ...space];
  if (layer.dropBonds > 0) return { shape, step: (target) => connect(values, target, 1 - layer.dropBonds) };
  const some = new Uint8Array(positions);
  const step = (target) => {
    unite(values, features, some, positions);
    spread(some, target);
  };
  return { shape, step };
}

/** Whether any channel is alive, at every position. */
function unite(values, channels, some, positions) {
  some.fill(0);
  for (let channel = 0, at = 0; channel < channels; channel++)
    for (let position = 0; position < positions; position++) some[position] |= values[at++];
}

/** The same plane in every channel. */
function spread(plane, target) {
  for (let at = 0; at < target.length; at += plane.length) target.set(plane, at);
}

function pad(values, target, [channels, height, width], [, rows, columns], top, left) {
  for (let channel = 0; channel < channels; channel++) {
    for (let y = 0; y < height; y++) {
      const from = (channel * height + y) * width;
      target.set(values.subarray(from, from + width), (channel * rows + top + y) * columns + left);
    }
  }
}

/** Whether any position of a window is alive, for all windows of one plane. */
function slide(values, from, target, to, { height, width, rows, columns, tall, wide, down, across, top, left }) {
  for (let row = 0; row < rows; row++) {
    const firstRow = Math.max(0, row * down - top);
    const lastRow = Math.min(height, row * down - top + tall);
    for (let column = 0; column < columns; column++) {
      const firstColumn = Math.max(0, column * across - left);
      const lastColumn = Math.min(width, column * across - left + wide);
      let found = 0;
      for (let y = firstRow; y < lastRow && found === 0; y++)
        for (let x = firstColumn; x < lastColumn && found === 0; x++) found = values[from + y * width + x];
      target[to++] = found;
    }
  }
}

function poolAll(values, target, positions) {
  for (let channel = 0; channel < target.length; channel++)
    target[channel] = Number(values.subarray(channel * positions, (channel + 1) * positions).includes(1));
}

/** Dropconnect: a weight is drawn when it comes to it, up to the first one that is open from a reached source. */
function connect(values, target, keep) {
  for (let to = 0; to < target.length; to++) {
    let found = 0;
    for (let from = 0; from < values.length && found === 0; from++)
      if (values[from] === 1 && Math.random() < keep) found = 1;
    target[to] = found;
  }
}

/** Every token reads, per head, the tokens whose weights are kept. */
function attend(values, target, tokens, heads, keep, open) {
  const features = target.length / tokens;
  const perHead = features / heads;
  for (let head = 0; head < heads; head++) {
    for (let query = 0; query < tokens; query++) {
      for (let token = 0; token < tokens; token++) open[token] = Number(Math.random() < keep);
      for (let feature = head * perHead; feature < (head + 1) * perHead; feature++) {
        let found = 0;
        for (let token = 0; token < tokens && found === 0; token++)
          found = open[token] & values[feature * tokens + token];
        target[feature * tokens + query] = found;
      }
    }
  }
}

function add(sources, target) {
  const [one, other] = [sources[0].values, sources[1].values];
  for (let at = 0; at < target.length; at++) target[at] = one[at] | other[at];
}

/** `count` as a parameter: see plain-random.mjs. */
function drop(target, count, keep) {
  for (let at = 0; at < count; at++) target[at] &= Number(Math.random() < keep);
}

function dropGroups(target, count, group, keep) {
  for (let at = 0; at < count; at += group) if (Math.random() >= keep) target.fill(0, at, at + group);
}
