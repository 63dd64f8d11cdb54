/**
 * Answers as pictures: SVG text and drawings for terminals. Nothing here touches a page, a file or the engine.
 *
 * @module
 */
export { type ClusterSvgOptions, clustersToSvg } from "./clusters-to-svg.ts";
export { type CurveSvgOptions, curveToSvg } from "./curve-to-svg.ts";
export { type CurveTextOptions, curveToText } from "./curve-to-text.ts";
export type { DrawnAnswer } from "./figure-of.ts";
export { type InspectHtmlOptions, inspectToHtml } from "./inspect-to-html.ts";
export { type InspectSvgOptions, inspectToSvg } from "./inspect-to-svg.ts";
