import type { Reporter, TestModule } from "vitest/node";

/** Closes a run with the plain count over all suites; a suite that breaks counts as failed, and a run without tests fails. */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const counts = modules.map((module) => {
      const states = [...module.children.allTests()].map((test) => test.result().state);
      const failed = states.filter((state) => state === "failed").length;
      const isBroken = module.state() === "failed" && failed === 0;
      return {
        passed: states.filter((state) => state === "passed").length,
        failed: failed + Number(isBroken),
      };
    });
    const passed = counts.reduce((total, one) => total + one.passed, 0);
    const failed = counts.reduce((total, one) => total + one.failed, errors.length);
    if (passed + failed === 0) process.exitCode = 1;
    process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  }
}
