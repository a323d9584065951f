package io.stemma;

import io.stemma.display.Displayed;
import io.stemma.internal.table.TypedName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a file of a commit comes from: what computed it, and from which files; or who committed it.
 * Reads further back as it is asked. Usable from any thread until the archive is closed.
 *
 * <p>Prints as a tree, back to what nobody computed.
 */
public interface Derivation extends Displayed {

  /**
   * The repository of the file.
   *
   * @return its name
   */
  String repository();

  /**
   * The commit that has the file.
   *
   * @return its id
   */
  CommitId commit();

  /**
   * The file.
   *
   * @return its path, with a leading {@code /}; a directory, where a datum used all of it
   */
  String path();

  /**
   * What computed it.
   *
   * @return the computation; empty for a file that a job did not give
   */
  Optional<Computation> computation();

  /**
   * What it was computed from: the files that the code really opened, and those that it handed on.
   *
   * @return the derivations of these, in the order of the inputs; none for what was not computed
   */
  List<Derivation> sources();

  /**
   * All that this was made from, directly or by way of other results: its sources, theirs, and so
   * on back to the files that no job made. Each version of a file once.
   *
   * @return the nearest first; read as they are consumed
   */
  default Stream<Derivation> upstream() {
    return Upstream.of(this);
  }

  /**
   * The commit that brought the file as it is: for results, that of the newest job which computed
   * it; else the newest one that changed it. Looks back through the history of the branch.
   *
   * @return the commit
   */
  Commit origin();

  /**
   * Says why this version of a file is not what another one is.
   *
   * @param older the other version, which a job of the same archive gave, too
   * @return what was different when they were computed
   * @throws IllegalArgumentException if one of the two was not computed, or they are not of one
   *     archive
   */
  Explanation explain(Derivation older);

  /**
   * What the file was made from, over all repositories: the runs of datums that gave it, the files
   * that these used, and so on back to the commits that somebody made.
   *
   * @return the graph, to be exported
   */
  Provenance provenance();

  /**
   * What a file was computed by.
   *
   * @param pipeline the pipeline whose results it is among
   * @param version which definition of it
   * @param transformation the name of the class
   * @param parameters its components as JSON
   * @param code the id of the code
   * @param datums the datums that gave it, of which several were merged into one file if there are
   *     more than one
   * @param tries how often the datum was tried
   * @param time how long the last try took
   * @param ended when it had ended
   * @param job the id of the job whose commit has the file, which may have taken it over
   */
  record Computation(
      String pipeline,
      long version,
      String transformation,
      String parameters,
      String code,
      List<String> datums,
      int tries,
      Duration time,
      Instant ended,
      String job) {

    /**
     * Copies the list.
     *
     * @param pipeline the pipeline whose results it is among
     * @param version which definition of it
     * @param transformation the name of the class
     * @param parameters its components as JSON
     * @param code the id of the code
     * @param datums the datums that gave it
     * @param tries how often the datum was tried
     * @param time how long the last try took
     * @param ended when it had ended
     * @param job the id of the job whose commit has the file
     */
    public Computation {
      Objects.requireNonNull(pipeline, "pipeline");
      Objects.requireNonNull(transformation, "transformation");
      Objects.requireNonNull(parameters, "parameters");
      Objects.requireNonNull(code, "code");
      Objects.requireNonNull(datums, "datums");
      Objects.requireNonNull(time, "time");
      Objects.requireNonNull(ended, "ended");
      Objects.requireNonNull(job, "job");
      datums = List.copyOf(datums);
    }

    /** One line: datums, pipeline, code. */
    @Override
    public String toString() {
      String shown = code.substring(0, Math.min(12, code.length()));
      return "datum "
          + String.join(" and ", datums)
          + " of "
          + pipeline
          + ", version "
          + version
          + ": "
          + TypedName.of(transformation)
          + " "
          + parameters
          + ", code "
          + shown;
    }
  }
}
