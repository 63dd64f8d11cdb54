export { type OnnxOptions, readOnnx } from "./onnx.ts";
