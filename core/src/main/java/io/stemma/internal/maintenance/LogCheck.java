package io.stemma.internal.maintenance;

import io.stemma.ArchiveHead;
import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.format.v1.EntryRef;
import io.stemma.internal.format.v1.LogKey;
import io.stemma.internal.format.v1.OperationRecord;
import io.stemma.internal.format.v1.RefTarget;
import io.stemma.internal.format.v1.UnsupportedFeatureException;
import io.stemma.internal.format.v1.UnsupportedVersionException;
import io.stemma.internal.log.DamagedLogException;
import io.stemma.internal.log.LogException;
import io.stemma.internal.log.LogFault;
import io.stemma.internal.log.LogHead;
import io.stemma.internal.log.OperationLog;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Checks the log, and gathers the commits that its entries root. */
final class LogCheck {
  private final OperationLog log;
  private final Damages damages;
  private final Map<Hash, String> roots = new LinkedHashMap<>();
  private LogHead head;
  private long entries;

  LogCheck(OperationLog log, Damages damages) {
    this.log = log;
    this.damages = damages;
    this.head = log.known();
  }

  void run(Optional<ArchiveHead> expected) throws IOException {
    try {
      head = log.head();
    } catch (LogException
        | MalformedException
        | UnsupportedVersionException
        | UnsupportedFeatureException e) {
      note(LogKey.of(head.sequence()), e);
    }
    roots(head.state().refs());
    long floor = head.state().retentionFloor();
    for (LogFault fault : log.verify(entry -> entry(entry, floor))) {
      damages.addOnce(fault.key(), fault.problem());
    }
    if (expected.isPresent()) {
      extend(expected.get());
    }
  }

  private void entry(LogHead entry, long floor) {
    entries++;
    // What was appended since the head was read refers to packs that this check does not know.
    if (entry.sequence() >= floor && entry.sequence() <= head.sequence()) {
      for (OperationRecord operation : entry.entry().operations()) {
        operation.moves().forEach(move -> move.to().ifPresent(to -> root(move.ref(), to)));
      }
    }
  }

  /** Adds what refs stand for; what refs stood for before is told by the operations. */
  void roots(SortedMap<String, RefTarget> refs) {
    refs.forEach(this::root);
  }

  private void root(String ref, RefTarget target) {
    if (target.commit().isPresent()) {
      int slash = ref.indexOf('/');
      roots.putIfAbsent(target.commit().get(), slash < 0 ? ref : ref.substring(0, slash));
    }
  }

  private void extend(ArchiveHead expected) throws IOException {
    try {
      log.checkExtends(new EntryRef(expected.sequence(), Hash.parse(expected.digest())));
    } catch (LogException | MalformedException | UnsupportedVersionException e) {
      note(LogKey.of(expected.sequence()), e);
    }
  }

  private void note(String key, RuntimeException e) {
    String named = e instanceof DamagedLogException damaged ? damaged.key() : key;
    damages.add(named, String.valueOf(e.getMessage()));
  }

  /** The newest entry, or the newest that was seen before the log was damaged. */
  LogHead head() {
    return head;
  }

  /** How many entries were read. */
  long entries() {
    return entries;
  }

  /** Every commit that a ref of an entry within retention stands for, with its repository. */
  Map<Hash, String> roots() {
    return roots;
  }
}
