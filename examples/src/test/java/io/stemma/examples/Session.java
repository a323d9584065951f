package io.stemma.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.VarSnippet;

/**
 * A session of JShell in this process, on the class path of the tests, that says what a user would
 * see.
 */
public final class Session implements AutoCloseable {
  private static final Path SCRIPTS = Path.of("jshell");
  private static final AtomicReference<Optional<Object>> SHOWN =
      new AtomicReference<>(Optional.empty());

  /** All options of {@code imports.jsh}, of a user called ada in a moment that does not pass. */
  private static final String OPTIONS =
      """
      var options = ArchiveOptions.DEFAULT.withAuthor("ada").withoutCache().withClock(
          java.time.Clock.fixed(
              java.time.Instant.parse("2026-11-22T09:00:00Z"), java.time.ZoneOffset.UTC));
      """;

  private final JShell shell = JShell.builder().executionEngine("local").build();

  /**
   * What came of a snippet.
   *
   * @param source the snippet
   * @param value what JShell would print of it; empty if nothing
   * @param name of the variable that has its value, if it is an expression
   */
  record Result(String source, String value, Optional<String> name) {}

  private Session() {
    shell.addToClasspath(System.getProperty("java.class.path"));
  }

  /** Begins a session as {@code examples/jshell/start} does. */
  static Session ofTool() throws IOException {
    Session session = ofKernel();
    List<Result> unused = session.evaluate(script("imports.jsh"));
    unused = session.evaluate(OPTIONS);
    return session;
  }

  /** Begins a session as kernels of notebooks do, with nothing imported but what JShell imports. */
  static Session ofKernel() {
    Session session = new Session();
    for (String name : List.of("io", "math", "net", "nio.file", "util", "util.stream")) {
      List<Result> unused = session.evaluate("import java." + name + ".*;");
    }
    return session;
  }

  /** A script without the commands of the tool, which JShell itself does not know. */
  static String script(String name) throws IOException {
    try (var lines = Files.lines(SCRIPTS.resolve(name))) {
      return lines.filter(line -> !line.startsWith("/")).collect(Collectors.joining("\n"));
    }
  }

  /**
   * Takes line after line until something is complete, as the tool does.
   *
   * @throws AssertionError if something does not compile, throws, or is not complete
   */
  List<Result> evaluate(String script) {
    SourceCodeAnalysis analysis = shell.sourceCodeAnalysis();
    List<Result> results = new ArrayList<>();
    String waiting = "";
    for (String line : script.lines().toList()) {
      waiting += line + "\n";
      CompletionInfo next = analysis.analyzeCompletion(waiting);
      while (next.completeness().isComplete()) {
        shell.eval(next.source()).forEach(event -> results.add(result(event)));
        waiting = next.remaining();
        next = analysis.analyzeCompletion(waiting);
      }
    }
    assertThat(waiting.lines().filter(line -> !line.strip().startsWith("//")))
        .as("what is not complete")
        .allMatch(String::isBlank);
    return results;
  }

  private Result result(SnippetEvent event) {
    String source = event.snippet().source().strip();
    assertThat(shell.diagnostics(event.snippet()).map(d -> d.getMessage(null)))
        .as(source)
        .isEmpty();
    if (event.exception() != null) {
      throw new AssertionError(source, event.exception());
    }
    String value = event.value() == null ? "" : event.value();
    return new Result(source, value, name(event.snippet()));
  }

  private static Optional<String> name(Snippet snippet) {
    if (snippet instanceof ExpressionSnippet expression) {
      return Optional.of(expression.name());
    }
    return snippet instanceof VarSnippet variable
            && variable.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND
        ? Optional.of(variable.name())
        : Optional.empty();
  }

  /** Whether there is a variable of a name. */
  boolean has(String name) {
    return shell.variables().anyMatch(variable -> variable.name().equals(name));
  }

  /** The value of a variable of the session, which may be null. */
  Optional<Object> value(String name) {
    List<Result> unused = evaluate(Session.class.getName() + ".show(" + name + ");");
    return Objects.requireNonNull(SHOWN.get());
  }

  /**
   * Called from the session.
   *
   * @param value what {@link #value} gives
   */
  public static void show(Object value) {
    SHOWN.set(Optional.ofNullable(value));
  }

  /** Something that is run. */
  interface Work {
    /** Runs it. */
    void run();
  }

  /** What is written to standard output meanwhile. */
  static String printed(Work work) {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      work.run();
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /**
   * Removes what a session made.
   *
   * @param work its directory
   * @throws IOException if that fails
   */
  public static void clear(Path work) throws IOException {
    Trees.delete(work);
  }

  /** Ends it, and removes what is in its directory {@code work}, if it has one. */
  @Override
  public void close() {
    if (shell.variables().anyMatch(variable -> variable.name().equals("work"))) {
      List<Result> unused = evaluate(Session.class.getName() + ".clear(work);");
    }
    shell.close();
  }
}
