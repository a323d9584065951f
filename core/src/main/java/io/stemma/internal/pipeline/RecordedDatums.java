package io.stemma.internal.pipeline;

import io.stemma.internal.format.v1.DatumResult;
import io.stemma.internal.format.v1.JobRecord;
import io.stemma.internal.path.TreePath;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The datums of a job as the commit of its results has them, and what their results say. */
public final class RecordedDatums {
  /**
   * A datum.
   *
   * @param name what it is called
   * @param state {@code result}, {@code recovered} or {@code omitted}
   * @param key of its result, as 64 hexadecimal digits
   * @param result what it gave; read when it is asked for
   */
  public record Row(String name, String state, String key, Reading result) {}

  /** Reads a result. */
  @FunctionalInterface
  public interface Reading {
    /** What the result says; empty for a datum that has none. */
    Optional<Given> read();
  }

  /**
   * What a datum gave.
   *
   * @param tries how often it was tried
   * @param time how long the last try took
   * @param ended when it had ended
   * @param outputs the files, with leading slashes
   * @param used the files that its code opened
   */
  public record Given(
      int tries, Duration time, Instant ended, List<String> outputs, List<Used> used) {}

  /**
   * A file that was opened.
   *
   * @param repository its repository
   * @param commit the commit that was read, as 64 hexadecimal digits
   * @param path with a leading slash
   */
  public record Used(String repository, String commit, String path) {}

  private RecordedDatums() {}

  /** How many there are. */
  public static long count(PipelineArchive archive, JobRecord job) {
    return new DatumTable(archive.chunks(), job.datums()).size();
  }

  /** All of them, in the order of their names. For one thread. */
  public static Stream<Row> rows(PipelineArchive archive, JobRecord job) {
    DatumTable table = new DatumTable(archive.chunks(), job.datums());
    OpenedFiles files = new OpenedFiles(archive, job);
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(table.rows(), Spliterator.ORDERED), false)
        .map(each -> row(archive, files, each.name(), each.row()));
  }

  private static Row row(
      PipelineArchive archive, OpenedFiles files, String name, DatumTable.Row row) {
    boolean isResult = row.state() == DatumTable.State.RESULT;
    return new Row(
        name,
        row.state().name().toLowerCase(Locale.ROOT),
        row.key().toString(),
        () ->
            isResult
                ? Optional.of(given(files, Results.get(archive, row.key())))
                : Optional.empty());
  }

  private static Given given(OpenedFiles files, DatumResult result) {
    List<Used> used = new ArrayList<>();
    for (int i = 0; i < result.inputs().size(); i++) {
      for (String opened : result.inputs().get(i).opened()) {
        JobRecord.InputCommit read = files.commit(result, i, TreePath.of("/" + opened));
        used.add(new Used(read.repository(), read.commit().toString(), "/" + opened));
      }
    }
    return new Given(
        result.tries(),
        Duration.ofNanos(result.nanos()),
        Instant.ofEpochMilli(result.millis()),
        result.outputs().stream().map(output -> "/" + output.path()).toList(),
        used);
  }
}
