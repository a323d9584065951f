package io.stemma;

import io.stemma.display.Displayed;
import io.stemma.internal.table.Outline;
import io.stemma.internal.table.TypedName;
import java.time.Instant;
import java.util.Objects;

/**
 * One definition of a pipeline.
 *
 * @param pipeline its name
 * @param number 1 for the first
 * @param transformation name of the class that computes
 * @param parameters its components as JSON
 * @param input what it reads
 * @param options how its datums are run
 * @param isPaused whether no job may be run
 * @param author who defined it
 * @param time when
 */
public record PipelineVersion(
    String pipeline,
    long number,
    String transformation,
    String parameters,
    Input input,
    PipelineOptions options,
    boolean isPaused,
    String author,
    Instant time)
    implements Displayed {

  /**
   * Refuses null.
   *
   * @param pipeline its name
   * @param number 1 for the first
   * @param transformation name of the class that computes
   * @param parameters its components as JSON
   * @param input what it reads
   * @param options how its datums are run
   * @param isPaused whether no job may be run
   * @param author who defined it
   * @param time when
   */
  public PipelineVersion {
    Objects.requireNonNull(pipeline, "pipeline");
    Objects.requireNonNull(transformation, "transformation");
    Objects.requireNonNull(parameters, "parameters");
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(author, "author");
    Objects.requireNonNull(time, "time");
  }

  private Outline outline() {
    return Outline.of(
        "" + number,
        time.toString(),
        author,
        TypedName.of(transformation) + " " + parameters,
        input.toString(),
        isPaused ? "(paused)" : "");
  }

  /** One line: number, time, author, transformation and inputs. */
  @Override
  public String toString() {
    return outline().toString();
  }

  @Override
  public String html() {
    return outline().html();
  }
}
