package io.stemma.internal.format.v1;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stemma.internal.base.Hash;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a commit was computed from.
 *
 * @param job the id of the job
 * @param pipeline the name of the pipeline
 * @param definition the commit that holds the version of the pipeline
 * @param code the id of the code that ran
 * @param bundle the commit that holds this code; archives that were written before have none
 * @param accepted the code that ran last in its place, as it was accepted as equal
 * @param inputs the commits that were read, in the order of the pipeline's inputs
 * @param datums root of the tree of datums
 * @param files root of the tree that leads from files to datums
 * @param failed how many datums have no result
 * @param started when the job began
 * @param environment what it ran on: names and values
 */
public record JobRecord(
    String job,
    String pipeline,
    Hash definition,
    String code,
    Optional<Hash> bundle,
    Optional<AcceptedCode> accepted,
    List<InputCommit> inputs,
    Hash datums,
    Hash files,
    long failed,
    Instant started,
    SortedMap<String, String> environment) {

  private static final int MAX_INPUTS = 1024;
  private static final int MAX_FACTS = 64;

  /**
   * A commit that was read.
   *
   * @param repository its repository
   * @param branch the branch whose head it was
   * @param commit its id
   * @param root the root of its tree
   */
  public record InputCommit(String repository, String branch, Hash commit, Hash root) {
    /** Checks the names. */
    public InputCommit {
      Checks.name("the repository of an input", repository, 100);
      Checks.name("the branch of an input", branch, 100);
    }
  }

  /**
   * Code that is not the same, but gives the same.
   *
   * @param code the id
   * @param bundle the commit that holds it
   */
  public record AcceptedCode(String code, Hash bundle) {
    /** Checks the id. */
    public AcceptedCode {
      Checks.text("the id of accepted code", code, 128);
    }
  }

  /** Checks the values. */
  public JobRecord {
    Checks.id("the id of a job", job);
    Checks.name("the name of a pipeline", pipeline, 100);
    Checks.text("the id of the code", code, 128);
    inputs = Checks.list("the inputs of a job", inputs, MAX_INPUTS);
    Checks.number("the failed datums of a job", failed, 0, Long.MAX_VALUE);
    Checks.time("the start of a job", started);
    environment = Checks.map("the environment of a job", environment, MAX_FACTS);
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("job", job).put("pipeline", pipeline).put("definition", definition.toString());
    json.put("code", code);
    bundle.ifPresent(stored -> json.put("bundle", stored.toString()));
    accepted.ifPresent(
        ran ->
            json.putObject("accepted")
                .put("code", ran.code())
                .put("bundle", ran.bundle().toString()));
    ArrayNode read = json.putArray("inputs");
    for (InputCommit input : inputs) {
      read.addObject()
          .put("repository", input.repository())
          .put("branch", input.branch())
          .put("commit", input.commit().toString())
          .put("root", input.root().toString());
    }
    json.put("datums", datums.toString()).put("files", files.toString());
    json.put("failed", failed).put("started", started.toString());
    ObjectNode facts = json.putObject("environment");
    environment.forEach(facts::put);
    return json;
  }

  static JobRecord of(JsonFields json) {
    return new JobRecord(
        json.text("job"),
        json.text("pipeline"),
        json.hash("definition"),
        json.text("code"),
        json.optionalHash("bundle"),
        json.optional("accepted", ran -> new AcceptedCode(ran.text("code"), ran.hash("bundle"))),
        json.objects(
            "inputs",
            MAX_INPUTS,
            each ->
                new InputCommit(
                    each.text("repository"),
                    each.text("branch"),
                    each.hash("commit"),
                    each.hash("root"))),
        json.hash("datums"),
        json.hash("files"),
        json.number("failed", Long.MAX_VALUE),
        json.time("started"),
        json.textMap("environment", MAX_FACTS));
  }
}
