import { expect, test } from "vitest";
import { add, FAILED, PASSED, playwrightTally, summary, vitestTally } from "@/local/tally";

const report = {
  numPassedTests: 3,
  numFailedTests: 1,
  numPendingTests: 1,
  numTodoTests: 1,
  testResults: [{ status: "failed", assertionResults: [{ status: "failed" }] }],
};

test("the last line sums up, and names what was skipped only where something was", () => {
  expect(summary(add([PASSED, PASSED, FAILED]))).toBe("2 passed, 1 failed");
  expect(summary({ passed: 2, failed: 0, skipped: 4 })).toBe("2 passed, 0 failed, 4 skipped");
});

test("a test file that does not load counts as a failure", () => {
  expect(vitestTally(report)).toEqual({ passed: 3, failed: 1, skipped: 2 });
  const broken = {
    ...report,
    testResults: [{ status: "failed", assertionResults: [] }, ...report.testResults],
  };
  expect(vitestTally(broken).failed).toBe(2);
});

test("a browser test that passed only when repeated counts as a failure", () => {
  const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 0 };
  expect(playwrightTally({ stats, errors: [] })).toEqual({ passed: 5, failed: 2, skipped: 0 });
});

test("a browser run that ends before its first test counts as a failure", () => {
  const stats = { expected: 0, unexpected: 0, flaky: 0, skipped: 0 };
  expect(playwrightTally({ stats, errors: [{}] }).failed).toBe(1);
});
