package io.stemma.internal.datum;

import com.google.common.collect.Iterators;
import io.stemma.Input;
import io.stemma.InvalidNameException;
import io.stemma.internal.commit.FileTree;
import io.stemma.internal.path.TreePath;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The datums of an input in one state. Used by one thread at a time. */
public final class Datums {
  private static final String NAMESAKE =
      "another datum has the same name; give one of them a glob or a key by which they differ";

  private final DatumSource source;
  private final Sources sources;
  private final IdentityHashMap<ValidDatums, Validities> validities = new IdentityHashMap<>();

  Datums(DatumSource source, Sources sources) {
    this.source = source;
    this.sources = sources;
  }

  /**
   * All datums. A selection gives them in the order of its tree and holds none of them; a validity
   * holds the intervals. A union gives the first operand's first, in a cross the last operand's
   * change fastest; joins and groups begin with what their first operand has first. Of several
   * datums of one name all but the first have a problem that says so.
   */
  public Iterator<DatumSpec> all() {
    Iterator<DatumSpec> datums = source.datums(this);
    if (source.isUnique()) {
      return datums;
    }
    Set<String> names = new HashSet<>();
    return Iterators.transform(datums, datum -> checked(datum, names));
  }

  private static DatumSpec checked(DatumSpec datum, Set<String> names) {
    DatumSpec checked = datum;
    if (datum.problems().isEmpty()) {
      try {
        TreePath.of(datum.name());
      } catch (InvalidNameException e) {
        checked = checked.withProblem("no datum can be called like this: " + e.getMessage());
      }
    }
    return names.add(datum.name()) ? checked : checked.withProblem(NAMESAKE);
  }

  /**
   * The datum of a name, without looking at others. If there are several, it is the last one, with
   * the problem that there are.
   *
   * @throws UnsupportedOperationException unless {@link DatumInputs#affected} has said that this
   *     datum may have changed
   */
  public Optional<DatumSpec> named(String name) {
    List<DatumSpec> found = source.named(name, this);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    DatumSpec last = found.get(found.size() - 1);
    return Optional.of(found.size() == 1 ? last : last.withProblem(NAMESAKE));
  }

  FileTree tree(Input.Selection selection) {
    return sources.tree(selection);
  }

  /** What may be valid, which is looked for once. */
  Validities validities(ValidDatums valid) {
    return validities.computeIfAbsent(
        valid, key -> Validities.of(tree(key.added()), key.glob(), key.added().repository()));
  }
}
