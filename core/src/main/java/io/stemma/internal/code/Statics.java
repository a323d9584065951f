package io.stemma.internal.code;

import io.stemma.internal.format.v1.StaticsJson;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The static fields that the code of a transformation reads, compared with what they would be if
 * the code were loaded anew: a result must not depend on what a program has put there and nobody
 * wrote down. Safe for use by several threads.
 */
public final class Statics {
  /** So often values are set again when an initialiser made others of them. */
  private static final int ROUNDS = 3;

  private final List<StaticField> fields;
  private final UnaryOperator<String> names;
  private final Supplier<ClassLoader> loaders;

  /** What the last revived code held, by what it was given. */
  private final Map<StaticsJson, SortedMap<String, StaticState>> revived =
      new ConcurrentHashMap<>();

  /** What fields hold that were empty at first and filled by a job: the digest, by field. */
  private final Map<String, String> late = new ConcurrentHashMap<>();

  /**
   * What the fields held at some time.
   *
   * @param states by the names of the fields
   */
  public record Snapshot(SortedMap<String, ?> states) {
    /** Takes a map as it is, which nobody changes. */
    public Snapshot {
      states = Collections.unmodifiableSortedMap(states);
    }

    private Optional<StaticState> get(String field) {
      return Optional.ofNullable((StaticState) states.get(field));
    }
  }

  /**
   * How the fields compare.
   *
   * @param json what is to be given to code that is loaded anew
   * @param findings what differs
   */
  record Comparison(StaticsJson json, List<Finding> findings) {}

  /**
   * Of fields.
   *
   * @param names what captured classes are called, by the names that they were loaded with
   * @param loaders give the captured classes anew, each time
   */
  Statics(List<StaticField> fields, UnaryOperator<String> names, Supplier<ClassLoader> loaders) {
    this.fields = List.copyOf(fields);
    this.names = names;
    this.loaders = loaders;
  }

  /** The fields that the code of a transformation reads. */
  public static Statics of(Class<?> transformation) {
    return ReachedCode.of(transformation).statics();
  }

  /** What the fields hold now; reading them initialises their classes. */
  public Snapshot now() {
    SortedMap<String, StaticState> states = new TreeMap<>();
    fields.forEach(field -> states.put(field.key(), field.now(names)));
    return new Snapshot(states);
  }

  /**
   * What has changed since a job began: refused, as no datum can tell what it found there. A
   * private field that was empty is the exception: it is taken for a cache that the code filled.
   */
  public List<Finding> changesSince(Snapshot before) {
    Snapshot now = now();
    List<Finding> changes = new ArrayList<>();
    for (StaticField field : fields) {
      StaticState was = before.get(field.key()).orElseThrow();
      StaticState is = now.get(field.key()).orElseThrow();
      if (is.digest().equals(was.digest()) && is.problem().equals(was.problem())) {
        continue;
      }
      boolean filled = was.isNull() && is.problem().isEmpty() && field.isPrivateReference();
      if (filled) {
        late.put(field.key(), is.digest());
      }
      changes.add(
          finding(
              field,
              filled ? Finding.Treatment.WARNED : Finding.Treatment.REFUSED,
              "reads static field "
                  + field.key()
                  + ", which changed from "
                  + was.shown()
                  + " to "
                  + is.shown()
                  + " while the job ran"
                  + (filled ? ": it is taken for a cache that does not depend on the datum" : "")));
    }
    return changes;
  }

  /** Compares what the fields held with what they would hold in code that is loaded anew. */
  Comparison compare(Snapshot now) {
    SortedMap<String, StaticsJson.Value> given = new TreeMap<>();
    SortedMap<String, StaticState> anew = revived(json(given));
    for (int round = 0; round < ROUNDS; round++) {
      int before = given.size();
      for (StaticField field : fields) {
        StaticState state = now.get(field.key()).orElseThrow();
        boolean differs = !state.equalTo(states(anew, field));
        boolean plain = !field.isFinal() && !isLate(field, state, states(anew, field));
        if (differs && plain) {
          state.plain().ifPresent(value -> given.put(field.key(), value));
        }
      }
      if (given.size() == before) {
        break;
      }
      anew = revived(json(given));
    }
    List<Finding> findings = new ArrayList<>();
    for (StaticField field : fields) {
      StaticState state = now.get(field.key()).orElseThrow();
      difference(field, state, states(anew, field), given.get(field.key()))
          .ifPresent(findings::add);
    }
    return new Comparison(json(given), findings);
  }

  private static StaticState states(SortedMap<String, StaticState> states, StaticField field) {
    return Optional.ofNullable(states.get(field.key())).orElseThrow();
  }

  private StaticsJson json(SortedMap<String, StaticsJson.Value> given) {
    TreeSet<String> classes = new TreeSet<>();
    fields.forEach(field -> classes.add(field.owner()));
    return new StaticsJson(List.copyOf(given.values()), List.copyOf(classes));
  }

  /** What the fields hold in code that is loaded anew and given values. */
  private SortedMap<String, StaticState> revived(StaticsJson json) {
    SortedMap<String, StaticState> known = revived.get(json);
    if (known != null || fields.isEmpty()) {
      return known == null ? new TreeMap<>() : known;
    }
    ClassLoader loader = loaders.get();
    SortedMap<String, StaticState> states = new TreeMap<>();
    StaticRestore.restore(json.encode(), loader);
    fields.forEach(field -> states.put(field.key(), field.revived(loader)));
    if (!json.values().isEmpty()) {
      revived.keySet().removeIf(other -> !other.values().isEmpty());
    }
    revived.put(json, states);
    return states;
  }

  private boolean isLate(StaticField field, StaticState now, StaticState anew) {
    return anew.isNull() && now.digest().equals(late.get(field.key()));
  }

  private Optional<Finding> difference(
      StaticField field,
      StaticState now,
      StaticState anew,
      StaticsJson.@org.jspecify.annotations.Nullable Value given) {
    String reads = "reads static field " + field.key() + ", which ";
    if (now.equalTo(anew)) {
      return given == null
          ? Optional.empty()
          : Optional.of(
              finding(
                  field,
                  Finding.Treatment.CAPTURED,
                  reads + "was set to " + now.shown() + ": that is kept with the code"));
    } else if (isLate(field, now, anew)) {
      return Optional.of(
          finding(
              field,
              Finding.Treatment.WARNED,
              reads + "a job filled: it is taken for a cache that does not depend on the datum"));
    }
    String why =
        now.problem()
            .or(anew::problem)
            .map(problem -> "holds " + problem)
            .orElse(
                "holds " + now.shown() + ", and " + anew.shown() + " when the code is loaded anew");
    return Optional.of(finding(field, Finding.Treatment.REFUSED, reads + why));
  }

  private static Finding finding(StaticField field, Finding.Treatment treatment, String what) {
    return new Finding(Finding.Kind.STATIC, field.type(), field.method(), what, treatment);
  }
}
