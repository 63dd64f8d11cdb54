// Can dropout cut a transformer? BERT-base as its config.json (Hugging Face) describes it, with other rates.
// Run: node examples/bert-config.js
import { inspect, pathProbability } from "percolation";
import { readHuggingFace } from "percolation/importers";

const BERT = { model_type: "bert", hidden_size: 768, num_hidden_layers: 12, num_attention_heads: 12 };
const HEAD = { ...BERT, architectures: ["BertForSequenceClassification"] };
const QUESTIONS = [
  ["as it is: hidden and attention dropout 0.1", BERT],
  ["hidden dropout 0.9999", { ...BERT, hidden_dropout_prob: 0.9999 }],
  ["attention dropout 0.9999", { ...BERT, attention_probs_dropout_prob: 0.9999 }],
  [
    "a single token, hidden dropout 0.99 alone",
    { ...BERT, hidden_dropout_prob: 0.99, attention_probs_dropout_prob: 0 },
  ],
  ["as it is, with a classifier", HEAD],
  ["a classifier, hidden dropout 0.99", { ...HEAD, hidden_dropout_prob: 0.99 }],
];

/** The share of masks that cut every path: it may be far below the smallest double, or below what trials see. */
function cutText({ failure, log10Failure, method, open, trials }) {
  const cut = failure > 0 ? failure.toPrecision(3) : `10^${log10Failure.toFixed(1)}`;
  if (log10Failure === -Infinity) return `none of ${trials}`;
  // No trial saw the sampled parts cut: what is left is that of the exact ones.
  return method === "mixed" && open === trials ? `at least ${cut}` : cut;
}

console.log("BERT-base, 16 tokens                          cut             method");
for (const [title, config] of QUESTIONS) {
  const tokens = title.includes("single") ? 1 : 16;
  const answer = pathProbability(readHuggingFace(config, { tokens }), { trials: 5000, seed: 7 });
  console.log(`  ${title.padEnd(44)}${cutText(answer).padEnd(20)}${answer.method}`);
}
console.log(`
A sum carries the signal around every branch, so neither attention nor the layers behind it can cut. With several tokens
trials are run; one token alone makes a chain of dense layers with sums, which is exact. What follows the pooled vector of
the classifier is exact too, and the tokens before it are sampled: mixed.`);

const config = { ...HEAD, hidden_dropout_prob: 0.99, num_hidden_layers: 2 };
const { layers, ranking } = inspect(readHuggingFace(config, { tokens: 4 }), { trials: 1280, seed: 7 });
console.log("\ntwo blocks, 4 tokens, a classifier, hidden dropout 0.99: what cuts alone");
for (const name of ranking.slice(0, 4)) {
  const { removal } = layers.find((layer) => layer.name === name);
  console.log(`  ${name.padEnd(28)}${removal.kind.padEnd(20)}${removal.cutProbability.toPrecision(3)}`);
}
