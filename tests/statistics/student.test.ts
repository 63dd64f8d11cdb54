import { expect, test } from "vitest";
import { studentQuantile } from "../../sdk/statistics/student.ts";

// Two-sided quantiles of Student's distribution, from the tables in every textbook of statistics.
test.each([
  [0.95, 2, 4.303],
  [0.95, 3, 3.182],
  [0.95, 5, 2.571],
  [0.95, 10, 2.228],
  [0.95, 30, 2.042],
  [0.95, 1000, 1.962],
  [0.99, 2, 9.925],
  [0.99, 10, 3.169],
  [0.99, 30, 2.75],
  [0.9, 3, 2.353],
  [0.5, 4, 0.741],
])("at confidence %f and %i degrees of freedom", (confidence, freedom, expected) => {
  expect(studentQuantile(confidence, freedom) / expected).toBeCloseTo(1, freedom < 4 ? 2 : 3);
});
