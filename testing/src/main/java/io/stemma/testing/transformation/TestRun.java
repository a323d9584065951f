package io.stemma.testing.transformation;

import io.stemma.Archive;
import io.stemma.Attributes;
import io.stemma.Commit;
import io.stemma.Entry;
import io.stemma.JobFailedException;
import io.stemma.NotFoundException;
import io.stemma.PipelineOptions;
import io.stemma.Transformation;
import io.stemma.signal.Signal;
import io.stemma.signal.Signal2D;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a transformation gives for one datum. It runs as in a job, in an archive in memory that is
 * gone afterwards: so it must be a record, and what it writes is what a job would commit.
 */
public final class TestRun {
  private static final String PIPELINE = "test";

  private final String datum;
  private final Map<String, byte[]> files = new TreeMap<>();
  private final Map<String, Attributes> attributes = new TreeMap<>();

  private TestRun(String datum, Commit commit) {
    this.datum = datum;
    try (Stream<Entry> all = commit.walk("/")) {
      all.forEach(
          file -> {
            files.put(file.path(), commit.read(file.path()));
            attributes.put(file.path(), file.attributes());
          });
    }
  }

  /**
   * Runs a transformation once.
   *
   * @param transformation what to test
   * @param datum what it is given
   * @return what it gave
   * @throws IOException what it threw; so are its unchecked exceptions, as they are
   * @throws IllegalStateException if it threw another checked exception, which is the cause
   * @throws IllegalArgumentException if it is no record and cannot be written down
   */
  public static TestRun of(Transformation transformation, TestDatum datum) throws IOException {
    Objects.requireNonNull(transformation, "transformation");
    Objects.requireNonNull(datum, "datum");
    try (Archive archive = Archive.inMemory()) {
      return new TestRun(datum.name(), commit(archive, transformation, datum));
    }
  }

  /** The results of a job over some datums. */
  static Commit commit(Archive archive, Transformation transformation, TestDatum... datums)
      throws IOException {
    TestInputs inputs = new TestInputs(List.of(datums));
    inputs.commitTo(archive);
    PipelineOptions once = PipelineOptions.DEFAULT.withTries(1).withParallelism(1);
    try {
      return archive.definePipeline(PIPELINE, transformation, inputs.input(), once).run().commit();
    } catch (JobFailedException e) {
      throw thrown(e);
    }
  }

  private static IllegalStateException thrown(JobFailedException failure) throws IOException {
    Throwable cause = failure.getCause();
    if (cause instanceof IOException io) {
      throw io;
    } else if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    } else if (cause instanceof Error error) {
      throw error;
    }
    return new IllegalStateException("the transformation failed: " + cause, cause);
  }

  private String path(String name) {
    Objects.requireNonNull(name, "name");
    return name.startsWith("/") ? name : datum + "/" + name;
  }

  /**
   * The files that it wrote.
   *
   * @return their paths, sorted
   */
  public List<String> files() {
    return List.copyOf(files.keySet());
  }

  /**
   * A file that it wrote.
   *
   * @param name relative to the datum, or absolute
   * @return its bytes
   * @throws NotFoundException if it did not write it
   */
  public byte[] bytes(String name) {
    byte[] content = files.get(path(name));
    if (content == null) {
      throw new NotFoundException(
          "the transformation wrote no " + path(name) + ", only " + files.keySet());
    }
    return content.clone();
  }

  /**
   * A file that it wrote, as text.
   *
   * @param name relative to the datum, or absolute
   * @return its text, read as UTF-8
   * @throws NotFoundException if it did not write it
   */
  public String text(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  /**
   * A signal that it wrote.
   *
   * @param name relative to the datum, or absolute
   * @return the signal
   * @throws NotFoundException if it did not write it
   * @throws IOException if it is no signal
   */
  public Signal signal(String name) throws IOException {
    try (InMemoryChannel channel = new InMemoryChannel(bytes(name))) {
      return Signal.read(channel).load();
    }
  }

  /**
   * A signal of two dimensions that it wrote.
   *
   * @param name relative to the datum, or absolute
   * @return the signal
   * @throws NotFoundException if it did not write it
   * @throws IOException if it is no such signal
   */
  public Signal2D signal2D(String name) throws IOException {
    try (InMemoryChannel channel = new InMemoryChannel(bytes(name))) {
      return Signal2D.read(channel);
    }
  }

  /**
   * What it said of a file.
   *
   * @param name relative to the datum, or absolute
   * @return the attributes
   * @throws NotFoundException if it did not write the file
   */
  public Attributes attributes(String name) {
    byte[] unused = bytes(name);
    return attributes.getOrDefault(path(name), Attributes.NONE);
  }

  /** The files that it wrote. */
  @Override
  public String toString() {
    return "run of " + datum + ": " + files.keySet();
  }
}
