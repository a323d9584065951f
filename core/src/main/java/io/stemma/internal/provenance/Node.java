package io.stemma.internal.provenance;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Something that is, was done, or bears responsibility, in the terms of W3C PROV.
 *
 * @param kind which of these
 * @param type what it is in the terms of this library: a local name, such as {@code File}
 * @param id a qualified name, see {@link QualifiedNames}
 * @param title what it is called
 * @param lines what pictures show below the title
 * @param started when it was begun
 * @param ended when it was done
 * @param facts what else is known, by qualified names: texts, lists of texts, {@code Long}, {@code
 *     Double}, {@code Instant}
 */
public record Node(
    Kind kind,
    String type,
    String id,
    String title,
    List<String> lines,
    Optional<Instant> started,
    Optional<Instant> ended,
    Map<String, Object> facts) {

  /** What a node is in PROV. */
  public enum Kind {
    /** A file or commit. */
    ENTITY,
    /** What something was done by: an entity, which pictures do not show. */
    PLAN,
    /** A computation, or a commit that somebody made. */
    ACTIVITY,
    /** A person or software, which pictures do not show. */
    AGENT
  }

  /** Copies the collections. */
  public Node {
    lines = List.copyOf(lines);
    facts = Collections.unmodifiableMap(new TreeMap<>(facts));
  }

  /** A node without times. */
  public Node(
      Kind kind,
      String type,
      String id,
      String title,
      List<String> lines,
      Map<String, Object> facts) {
    this(kind, type, id, title, lines, Optional.empty(), Optional.empty(), facts);
  }

  /** The same at other times. */
  Node at(Optional<Instant> begun, Optional<Instant> done) {
    return new Node(kind, type, id, title, lines, begun, done, facts);
  }

  /** Whether pictures show it. */
  boolean isShown() {
    return kind == Kind.ENTITY || kind == Kind.ACTIVITY;
  }
}
