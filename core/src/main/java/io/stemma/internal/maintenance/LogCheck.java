package io.stemma.internal.maintenance;

import io.stemma.ArchiveHead;
import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.format.v1.ArchiveState;
import io.stemma.internal.format.v1.EntryRef;
import io.stemma.internal.format.v1.LogKey;
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
    roots(head.state());
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
    if (entry.sequence() >= floor && entry.sequence() < head.sequence()) {
      roots(entry.state());
    }
  }

  private void roots(ArchiveState state) {
    for (Map.Entry<String, RefTarget> ref : state.refs().entrySet()) {
      Optional<Hash> commit = ref.getValue().commit();
      if (commit.isPresent()) {
        int slash = ref.getKey().indexOf('/');
        String repository = slash < 0 ? ref.getKey() : ref.getKey().substring(0, slash);
        roots.putIfAbsent(commit.get(), repository);
      }
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
