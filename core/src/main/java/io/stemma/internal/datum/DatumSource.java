package io.stemma.internal.datum;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** What gives datums: a checked input, or a part of one. Immutable. */
interface DatumSource {

  /** All datums of a state, in an order that depends on the files and the input only. */
  Iterator<DatumSpec> datums(Datums state);

  /** The slots of a datum that is not there, without items. */
  List<Slot> empty();

  /** Whether no two datums can have one name. */
  default boolean isUnique() {
    return false;
  }

  /** Whether {@link #named} works. */
  default boolean canFind() {
    return false;
  }

  /** The datums of a name. */
  default List<DatumSpec> named(String name, Datums state) {
    throw new UnsupportedOperationException("datums that are combined cannot be told by a name");
  }

  /** Says what changed; false if that can only be told by looking at all datums. */
  default boolean tell(DatumChanges changes) {
    return false;
  }

  /** The one selection whose paths are the names of all datums, if there is such. */
  default Optional<GlobDatums> naming() {
    return Optional.empty();
  }
}
