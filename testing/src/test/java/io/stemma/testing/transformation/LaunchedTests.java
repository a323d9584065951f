package io.stemma.testing.transformation;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A run of a test class by JUnit: what failed, and what was printed. */
final class LaunchedTests implements TestExecutionListener {
  private final List<String> succeeded = Collections.synchronizedList(new ArrayList<>());
  private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
  private final List<String> printed = Collections.synchronizedList(new ArrayList<>());

  private LaunchedTests() {}

  /** Reads golden archives in a directory. */
  static LaunchedTests reading(Class<?> test, Path goldens) {
    return run(
        test,
        Map.of("stemma.golden.directory", goldens.toString(), "stemma.golden.write", "false"));
  }

  /** Writes golden archives in a directory. */
  static LaunchedTests writing(Class<?> test, Path goldens) {
    return run(
        test, Map.of("stemma.golden.directory", goldens.toString(), "stemma.golden.write", "true"));
  }

  static LaunchedTests run(Class<?> test, Map<String, String> parameters) {
    LaunchedTests tests = new LaunchedTests();
    try (LauncherSession session = LauncherFactory.openSession()) {
      session
          .getLauncher()
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(selectClass(test))
                  .configurationParameters(parameters)
                  .configurationParameter("junit.platform.output.capture.stdout", "true")
                  .build(),
              tests);
    }
    return tests;
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() != Status.SUCCESSFUL) {
      failures.add(result.getThrowable().orElseThrow());
    } else if (test.isTest()) {
      succeeded.add(test.getDisplayName());
    }
  }

  @Override
  public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
    printed.addAll(entry.getKeyValuePairs().values());
  }

  List<String> succeeded() {
    return succeeded;
  }

  List<Throwable> failures() {
    return failures;
  }

  /** What the only failure says. */
  String failure() {
    if (failures.size() != 1) {
      throw new AssertionError("not one test has failed: " + failures);
    }
    return Objects.requireNonNull(failures.get(0).getMessage());
  }

  String printed() {
    return String.join("\n", printed);
  }
}
