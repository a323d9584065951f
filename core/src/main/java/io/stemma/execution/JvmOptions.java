package io.stemma.execution;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How {@link ChildJvms} are started. Immutable.
 *
 * @param count how many JVMs at once, at least 1
 * @param batch how many datums a job hands to a JVM together, at least 1
 * @param fresh whether each batch gets a JVM that has run nothing yet
 * @param heapBytes how many bytes the heap of each may have, at least 8 MiB
 * @param javaHome the JDK or JRE that is started, of version 17 or newer
 * @param classPath where the JVMs find classes, besides those of Stemma; empty for wherever this
 *     process finds them
 * @param arguments what a JVM is started with besides, such as {@code -Dlab.site=west}. Every user
 *     of the machine can read it
 */
public record JvmOptions(
    int count,
    int batch,
    boolean fresh,
    long heapBytes,
    Path javaHome,
    Optional<List<Path>> classPath,
    List<String> arguments) {

  private static final long MIN_HEAP = 8L << 20;
  private static final int MAX_COUNT = 1024;

  /**
   * One JVM of the kind that this process is, with a quarter of its heap and the same classes, to
   * which datums are handed one by one.
   */
  public static final JvmOptions DEFAULT =
      new JvmOptions(
          1,
          1,
          false,
          Math.max(64L << 20, Runtime.getRuntime().maxMemory() / 4),
          Path.of(System.getProperty("java.home")),
          Optional.empty(),
          List.of());

  /**
   * Checks the values, and copies the lists.
   *
   * @param count how many JVMs at once, at least 1
   * @param batch how many datums a job hands to a JVM together, at least 1
   * @param fresh whether each batch gets a JVM that has run nothing yet
   * @param heapBytes how many bytes the heap of each may have, at least 8 MiB
   * @param javaHome the JDK or JRE that is started, of version 17 or newer
   * @param classPath where the JVMs find classes, besides those of Stemma; empty for wherever this
   *     process finds them
   * @param arguments what a JVM is started with besides. Every user of the machine can read it
   */
  public JvmOptions {
    Objects.requireNonNull(javaHome, "javaHome");
    Objects.requireNonNull(classPath, "classPath");
    Objects.requireNonNull(arguments, "arguments");
    if (count < 1 || count > MAX_COUNT) {
      throw new IllegalArgumentException("1 to " + MAX_COUNT + " JVMs are started, not " + count);
    } else if (batch < 1) {
      throw new IllegalArgumentException("a JVM is handed at least 1 datum, not " + batch);
    } else if (heapBytes < MIN_HEAP) {
      throw new IllegalArgumentException(
          "a JVM needs a heap of at least " + MIN_HEAP + " bytes, not " + heapBytes);
    }
    classPath = classPath.map(List::copyOf);
    arguments = List.copyOf(arguments);
  }

  /**
   * With another number of JVMs.
   *
   * @param number how many at once, at least 1
   * @return these options, changed
   */
  public JvmOptions withCount(int number) {
    return new JvmOptions(number, batch, fresh, heapBytes, javaHome, classPath, arguments);
  }

  /**
   * With several datums for each JVM at a time.
   *
   * @param number how many a job hands over together, at least 1
   * @return these options, changed
   */
  public JvmOptions withBatch(int number) {
    return new JvmOptions(count, number, fresh, heapBytes, javaHome, classPath, arguments);
  }

  /**
   * With a JVM for each batch that has run nothing yet, and that ends with it. Such a JVM is
   * started with what makes it start soon, at the cost of how fast it is later.
   *
   * @return these options, changed
   */
  public JvmOptions withFreshJvms() {
    return new JvmOptions(count, batch, true, heapBytes, javaHome, classPath, arguments);
  }

  /**
   * With another bound of the heap.
   *
   * @param bytes how many each JVM may have, at least 8 MiB
   * @return these options, changed
   */
  public JvmOptions withHeapBytes(long bytes) {
    return new JvmOptions(count, batch, fresh, bytes, javaHome, classPath, arguments);
  }

  /**
   * With another Java.
   *
   * @param home the directory whose {@code bin/java} is started
   * @return these options, changed
   */
  public JvmOptions withJavaHome(Path home) {
    Objects.requireNonNull(home, "home");
    return new JvmOptions(count, batch, fresh, heapBytes, home, classPath, arguments);
  }

  /**
   * With these classes, in place of those that this process has.
   *
   * @param places jars and directories; those of Stemma itself need not be among them
   * @return these options, changed
   */
  public JvmOptions withClassPath(List<Path> places) {
    Objects.requireNonNull(places, "places");
    return new JvmOptions(count, batch, fresh, heapBytes, javaHome, Optional.of(places), arguments);
  }

  /**
   * With arguments for each JVM.
   *
   * @param words what stands behind {@code java}, before the class
   * @return these options, changed
   */
  public JvmOptions withArguments(List<String> words) {
    Objects.requireNonNull(words, "words");
    return new JvmOptions(count, batch, fresh, heapBytes, javaHome, classPath, words);
  }

  /** One line: how many, of which kind. */
  @Override
  public String toString() {
    return count
        + (fresh ? " at once, a fresh one for every " : " at once, handed ")
        + batch
        + (batch == 1 ? " datum" : " datums")
        + (fresh ? "" : " together")
        + ", with "
        + heapBytes / (1 << 20)
        + " MiB each, of "
        + javaHome;
  }
}
