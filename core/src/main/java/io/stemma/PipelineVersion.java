package io.stemma;

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
    Instant time) {

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

  /** One line: number, time, author, transformation and inputs. */
  @Override
  public String toString() {
    return number
        + "  "
        + time
        + "  "
        + author
        + "  "
        + transformation
        + " "
        + parameters
        + "  "
        + input
        + (isPaused ? "  (paused)" : "");
  }
}
