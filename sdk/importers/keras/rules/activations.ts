import type { Fields } from "../../fields.ts";
import { type LayerRule, onlyInput } from "../call.ts";

/** Functions that are not 0 at 0: what they give is there even where nothing reached them. */
const POSITIVE = /^(hard_?)?sigmoid$|^softmax$|^softplus$|^exponential$/i;

/** The name of the function that a field holds as a text or as an object. */
export function functionName(value: unknown): string {
  if (typeof value === "string") return value.slice(0, 100);
  if (typeof value !== "object" || value === null) return "linear";
  const config = Object.hasOwn(value, "config") ? (value as { config: unknown }).config : undefined;
  if (typeof config === "string") return config.slice(0, 100);
  const className = Object.hasOwn(value, "class_name") ? (value as { class_name: unknown }).class_name : undefined;
  return typeof className === "string" ? className.slice(0, 100) : "custom";
}

/** Whether a layer's own activation makes a gate of its output. */
export function isGate(fields: Fields): boolean {
  return POSITIVE.test(functionName(fields.get("activation")));
}

/** Activation, whose function is a field. */
export const activation: LayerRule = (call, build) => named(functionName(call.fields.get("activation")))(call, build);

/** An activation whose function is its class. */
export function named(name: string): LayerRule {
  return (call, build) => {
    const input = onlyInput(call);
    const gate = POSITIVE.test(name) || (name === "linear" && input.gate);
    return build.add(call, { type: "activation", function: name }, [input], { gate });
  };
}

/** Normalisations, which change no reach. */
export const normalization: LayerRule = (call, build) => build.add(call, { type: "normalization" }, [onlyInput(call)]);

/** Layers that leave every element what it was: no layer of the network. */
export const nothing: LayerRule = (call) => onlyInput(call);
