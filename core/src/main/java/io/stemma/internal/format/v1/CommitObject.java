package io.stemma.internal.format.v1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stemma.Attributes;
import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

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
 *     change which adds to one of them at the same time can be told; without a leading slash
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
    List<String> cleared) {

  private static final int MAX_PARENTS = 64;
  private static final int MAX_CLEARED = 10_000;

  /** Copies the lists. More cleared directories than 10,000 are told as the root. */
  public CommitObject {
    parents = List.copyOf(parents);
    cleared = cleared.size() > MAX_CLEARED ? List.of("") : List.copyOf(cleared);
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
      json.set("attributes", CanonicalJson.mapper().valueToTree(attributes.values()));
    }
    json.put("cause", cause);
    if (!cleared.isEmpty()) {
      cleared.forEach(json.putArray("cleared")::add);
    }
    return ObjectHeader.wrap(Kind.COMMIT.tag(), CanonicalJson.bytes(json));
  }

  /** Decodes a commit. */
  public static CommitObject decode(byte[] object) {
    ObjectHeader.check(object, 0, object.length, Kind.COMMIT.tag());
    JsonNode json =
        CanonicalJson.parse(object, ObjectHeader.BYTES, object.length - ObjectHeader.BYTES);
    JsonNode ids = json.path("parents");
    if (!ids.isArray() || ids.size() > MAX_PARENTS) {
      throw new MalformedException("a commit without a list of at most 64 parents");
    }
    List<Hash> parents = new ArrayList<>();
    ids.forEach(id -> parents.add(hash(id)));
    JsonNode attributes = json.path("attributes");
    List<String> cleared = new ArrayList<>();
    for (JsonNode path : json.path("cleared")) {
      if (!path.isTextual() || cleared.size() == MAX_CLEARED) {
        throw new MalformedException("the field cleared is no list of at most 10,000 paths");
      }
      cleared.add(path.textValue());
    }
    return new CommitObject(
        text(json, "repository"),
        hash(json.path("root")),
        parents,
        text(json, "author"),
        time(text(json, "time")),
        text(json, "message"),
        attributes.isMissingNode() ? Attributes.NONE : CanonicalJson.attributes(attributes),
        text(json, "cause"),
        cleared);
  }

  private static String text(JsonNode json, String field) {
    JsonNode node = json.path(field);
    if (!node.isTextual()) {
      throw new MalformedException("the field " + field + " is missing or no text");
    }
    return node.textValue();
  }

  private static Hash hash(JsonNode node) {
    try {
      return Hash.parse(node.asText());
    } catch (IllegalArgumentException e) {
      throw new MalformedException(String.valueOf(e.getMessage()), e);
    }
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new MalformedException("not a time: " + text, e);
    }
  }
}
