package io.stemma.execution;

import io.stemma.internal.base.MalformedException;
import io.stemma.internal.format.v1.TaskJson;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A datum that is to be run: all that a {@link DatumWorker} has to know, as plain data. Made by a
 * job. Immutable.
 *
 * @param archive the id of the archive that the datum is of
 * @param transformation the name of the class that computes
 * @param parameters its components as JSON
 * @param code the id of the code that is to compute
 * @param bundle the id under which the archive keeps the class files that are to run, 64
 *     hexadecimal digits; empty for the class that is found by its name
 * @param key by which the result is remembered: 64 hexadecimal digits
 * @param datum the name of the datum
 * @param captures what the patterns captured, by the names of the captures
 * @param commits what is read
 * @param inputs what the datum sees
 * @param tries how often it is tried before it fails, at least once
 * @param timeoutMillis how many milliseconds a try may take; 0 for as long as it takes
 */
public record DatumTask(
    String archive,
    String transformation,
    String parameters,
    String code,
    Optional<String> bundle,
    String key,
    String datum,
    Map<String, String> captures,
    List<InputCommit> commits,
    List<InputPaths> inputs,
    int tries,
    long timeoutMillis) {

  private static final int MAX_INPUTS = 1024;
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  /**
   * A commit that is read.
   *
   * @param number which of the pipeline's inputs reads it, from 0
   * @param repository its repository
   * @param commit its id: 64 hexadecimal digits
   */
  public record InputCommit(int number, String repository, String commit) {
    /**
     * Checks the values.
     *
     * @param number which of the pipeline's inputs reads it, from 0
     * @param repository its repository
     * @param commit its id: 64 hexadecimal digits
     */
    public InputCommit {
      Objects.requireNonNull(repository, "repository");
      Objects.requireNonNull(commit, "commit");
      checkNumber(number);
      checkDigest("the id of a commit", commit);
    }
  }

  /**
   * What the datum sees under the name of an input.
   *
   * @param name by which the transformation asks for it
   * @param paths files and directories: one, none, or as many as a group has
   */
  public record InputPaths(String name, List<InputPath> paths) {
    /**
     * Copies the list.
     *
     * @param name by which the transformation asks for it
     * @param paths files and directories: one, none, or as many as a group has
     */
    public InputPaths {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(paths, "paths");
      paths = List.copyOf(paths);
    }
  }

  /**
   * A file or directory that the datum sees.
   *
   * @param number which of the {@linkplain DatumTask#commits commits} it is in
   * @param path where it is, with a leading {@code /}
   * @param directory whether it is a directory
   */
  public record InputPath(int number, String path, boolean directory) {
    /**
     * Checks the values.
     *
     * @param number which of the commits it is in
     * @param path where it is, with a leading {@code /}
     * @param directory whether it is a directory
     */
    public InputPath {
      Objects.requireNonNull(path, "path");
      checkNumber(number);
      boolean root = path.equals("/");
      if (!path.startsWith("/") || !root && path.endsWith("/") || root && !directory) {
        throw new IllegalArgumentException(
            "not the path of a " + (directory ? "directory: " : "file: ") + path);
      }
    }
  }

  /**
   * Checks the values, and copies the collections.
   *
   * @param archive the id of the archive that the datum is of
   * @param transformation the name of the class that computes
   * @param parameters its components as JSON
   * @param code the id of the code that is to compute
   * @param bundle the id under which the archive keeps the class files that are to run, 64
   *     hexadecimal digits; empty for the class that is found by its name
   * @param key by which the result is remembered: 64 hexadecimal digits
   * @param datum the name of the datum
   * @param captures what the patterns captured, by the names of the captures
   * @param commits what is read
   * @param inputs what the datum sees
   * @param tries how often it is tried before it fails, at least once
   * @param timeoutMillis how many milliseconds a try may take; 0 for as long as it takes
   */
  public DatumTask {
    Objects.requireNonNull(archive, "archive");
    Objects.requireNonNull(transformation, "transformation");
    Objects.requireNonNull(parameters, "parameters");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(bundle, "bundle");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(datum, "datum");
    Objects.requireNonNull(captures, "captures");
    Objects.requireNonNull(commits, "commits");
    Objects.requireNonNull(inputs, "inputs");
    captures = Collections.unmodifiableMap(new TreeMap<>(captures));
    commits = List.copyOf(commits);
    inputs = List.copyOf(inputs);
    checkDigest("the key of a datum", key);
    bundle.ifPresent(id -> checkDigest("the id of a bundle", id));
    if (tries < 1 || timeoutMillis < 0) {
      throw new IllegalArgumentException(
          "a datum is tried once or more, and not "
              + tries
              + " times for "
              + timeoutMillis
              + " ms");
    }
    checkInputs(commits, inputs);
  }

  private static void checkDigest(String what, String digest) {
    if (!DIGEST.matcher(digest).matches()) {
      throw new IllegalArgumentException(what + " is not 64 hexadecimal digits: " + digest);
    }
  }

  private static void checkNumber(int number) {
    if (number < 0 || number >= MAX_INPUTS) {
      throw new IllegalArgumentException(
          "inputs are numbered from 0 to " + (MAX_INPUTS - 1) + ", none is " + number);
    }
  }

  private static void checkInputs(List<InputCommit> commits, List<InputPaths> inputs) {
    if (inputs.size() > MAX_INPUTS) {
      throw new IllegalArgumentException(
          "a datum sees up to " + MAX_INPUTS + " inputs, not " + inputs.size());
    }
    boolean[] known = new boolean[MAX_INPUTS];
    for (InputCommit commit : commits) {
      if (known[commit.number()]) {
        throw new IllegalArgumentException("two commits have the number " + commit.number());
      }
      known[commit.number()] = true;
    }
    for (InputPaths input : inputs) {
      for (InputPath path : input.paths()) {
        if (!known[path.number()]) {
          throw new IllegalArgumentException(
              path.path() + " is in commit " + path.number() + ", which is not there");
        }
      }
    }
  }

  /**
   * The task as bytes: JSON in UTF-8.
   *
   * @return what {@link #ofBytes} reads
   * @throws IllegalArgumentException if a text is not valid Unicode, or there are too many paths
   */
  public byte[] toBytes() {
    return TaskJson.encode(this);
  }

  /**
   * Reads a task. Both sides must be of the same version of Stemma.
   *
   * @param bytes what {@link #toBytes} made
   * @return the task
   * @throws IllegalArgumentException if the bytes are no task; the text says what is wrong
   */
  public static DatumTask ofBytes(byte[] bytes) {
    Objects.requireNonNull(bytes, "bytes");
    try {
      return TaskJson.decode(bytes);
    } catch (MalformedException e) {
      throw new IllegalArgumentException("these bytes are no task: " + e.getMessage(), e);
    }
  }

  /** One line: the datum, and what computes it. */
  @Override
  public String toString() {
    return "task of datum " + datum + "  " + transformation + " " + parameters;
  }
}
