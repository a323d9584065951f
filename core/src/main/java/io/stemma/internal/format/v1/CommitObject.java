package io.stemma.internal.format.v1;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stemma.Attributes;
import io.stemma.CommitSource;
import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A commit as it is stored: header and JSON.
 *
 * @param repository name of the repository that it was made in
 * @param root root node of its tree
 * @param parents ids of its parents
 * @param author who made it
 * @param time when
 * @param message what changed
 * @param attributes what is said of it
 * @param cause id of the operation that brought it about, shared by all commits of one change
 * @param cleared directories that were deleted or moved as a whole, whatever was in them, so that a
 *     change which adds to one of them at the same time can be told; without a leading slash, the
 *     root as an empty text
 * @param job what it was computed from, if a job made it
 * @param source from where it was made, if somebody made it
 */
public record CommitObject(
    String repository,
    Hash root,
    List<Hash> parents,
    String author,
    Instant time,
    String message,
    Attributes attributes,
    String cause,
    List<String> cleared,
    Optional<JobRecord> job,
    Optional<CommitSource> source) {

  /** So many directories that were imported are told by name. */
  public static final int MAX_SOURCE_PATHS = 100;

  private static final int MAX_PARENTS = 64;
  private static final int MAX_CLEARED = 10_000;

  /** Checks the values. More cleared directories than 10,000 are told as the root. */
  public CommitObject {
    Checks.name("the name of a repository", repository, 100);
    parents = Checks.list("the parents of a commit", parents, MAX_PARENTS);
    Checks.text("the author", author, 1024);
    Checks.time("the time of a commit", time);
    Checks.text("the message", message, 65_536);
    Checks.id("the cause of a commit", cause);
    cleared = cleared.size() > MAX_CLEARED ? List.of("") : List.copyOf(cleared);
    cleared.forEach(path -> Checks.text("a cleared directory", path, 4096));
    source.ifPresent(CommitObject::check);
  }

  private static void check(CommitSource source) {
    Checks.text("the host of a commit", source.host(), 253);
    Checks.list("the sources of a commit", source.paths(), MAX_SOURCE_PATHS);
    source.paths().forEach(path -> Checks.text("a source of a commit", path, 4096));
    Checks.number("the further sources of a commit", source.more(), 0, Long.MAX_VALUE);
  }

  /** A commit that no job made, and nobody knows from where. */
  public CommitObject(
      String repository,
      Hash root,
      List<Hash> parents,
      String author,
      Instant time,
      String message,
      Attributes attributes,
      String cause,
      List<String> cleared) {
    this(
        repository,
        root,
        parents,
        author,
        time,
        message,
        attributes,
        cause,
        cleared,
        Optional.empty(),
        Optional.empty());
  }

  /** A commit that cleared no directory. */
  public CommitObject(
      String repository,
      Hash root,
      List<Hash> parents,
      String author,
      Instant time,
      String message,
      Attributes attributes,
      String cause) {
    this(repository, root, parents, author, time, message, attributes, cause, List.of());
  }

  /** Header and JSON; the id of the commit is {@link Kind#COMMIT}'s id of these bytes. */
  public byte[] encode() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("repository", repository).put("root", root.toString());
    ArrayNode ids = json.putArray("parents");
    parents.forEach(p -> ids.add(p.toString()));
    json.put("author", author).put("time", time.toString()).put("message", message);
    if (!attributes.isEmpty()) {
      json.set("attributes", CanonicalJson.tree(attributes));
    }
    json.put("cause", cause);
    if (!cleared.isEmpty()) {
      cleared.forEach(json.putArray("cleared")::add);
    }
    job.ifPresent(made -> json.set("job", made.json()));
    source.ifPresent(from -> json.set("source", json(from)));
    return ObjectHeader.wrap(Kind.COMMIT.tag(), CanonicalJson.bytes(json));
  }

  private static ObjectNode json(CommitSource source) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (!source.host().isEmpty()) {
      json.put("host", source.host());
    }
    if (!source.paths().isEmpty()) {
      source.paths().forEach(json.putArray("paths")::add);
    }
    if (source.more() > 0) {
      json.put("more", source.more());
    }
    return json;
  }

  private static CommitSource source(JsonFields json) {
    return new CommitSource(
        json.textOr("host", ""),
        json.has("paths") ? json.texts("paths", MAX_SOURCE_PATHS, Function.identity()) : List.of(),
        json.has("more") ? json.number("more", Long.MAX_VALUE) : 0);
  }

  /** Decodes a commit. */
  public static CommitObject decode(byte[] object) {
    ObjectHeader.check(object, 0, object.length, Kind.COMMIT.tag());
    JsonFields json =
        new JsonFields(
            "commit",
            CanonicalJson.parse(object, ObjectHeader.BYTES, object.length - ObjectHeader.BYTES));
    try {
      return new CommitObject(
          json.text("repository"),
          json.hash("root"),
          json.texts("parents", MAX_PARENTS, JsonFields::parseHash),
          json.text("author"),
          json.time("time"),
          json.text("message"),
          json.has("attributes")
              ? CanonicalJson.attributes(json.node("attributes"))
              : Attributes.NONE,
          json.text("cause"),
          json.has("cleared") ? json.texts("cleared", MAX_CLEARED, Function.identity()) : List.of(),
          json.optional("job", JobRecord::of),
          json.optional("source", CommitObject::source));
    } catch (IllegalArgumentException e) {
      throw new MalformedException("a commit that breaks a bound: " + e.getMessage(), e);
    }
  }
}
