package io.stemma.internal.log;

import io.stemma.internal.format.v1.LogEntry;
import io.stemma.internal.format.v1.OperationRecord;
import io.stemma.internal.format.v1.RefTarget;
import io.stemma.storage.ObjectStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What the tests of the log share. */
final class LogFixture {
  static final String ARCHIVE = "01234567-89ab-4cde-8f01-23456789abcd";

  private LogFixture() {}

  static LogOptions options(VirtualTime time) {
    return options(time, KnownHeads.inMemory());
  }

  static LogOptions options(VirtualTime time, KnownHeads known) {
    return new LogOptions(time, time, new Random(1), Duration.ofSeconds(30), known, 1);
  }

  static OperationRecord record(String id, Instant time) {
    return new OperationRecord(id, time, "someone", "commit", "message", List.of());
  }

  static LogHead append(OperationLog log) throws IOException {
    return append(log, Ids.random());
  }

  static LogHead append(OperationLog log, String id) throws IOException {
    LogHead base = log.head();
    LogEntry entry = log.next(base, List.of(record(id, base.entry().time())), base.state());
    return ((AppendResult.Won) log.append(base, entry)).head();
  }

  static OperationLog logOf(ObjectStore store, LogOptions options, int entries) throws IOException {
    OperationLog log = OperationLog.create(store, ARCHIVE, options);
    for (int i = 1; i < entries; i++) {
      append(log);
    }
    return log;
  }

  static RefTarget target(String description) {
    return new RefTarget(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Instant.parse("2026-03-01T00:00:00Z"),
        description);
  }

  /** Makes a ref; fails if it is there. */
  record MakeRef(String id, String ref) implements Operation {
    static MakeRef of(String ref) {
      return new MakeRef(Ids.random(), ref);
    }

    @Override
    public Optional<OperationRecord> apply(LogHead base, StateDraft draft) {
      if (draft.ref(ref).isPresent()) {
        throw new IllegalStateException(ref + " is there");
      }
      draft.setRef(ref, target(""));
      return Optional.of(
          new OperationRecord(
              id, base.entry().time(), "someone", "create-branch", "", draft.moves()));
    }
  }

  /** Counts in the description of one ref, so that a lost or doubled operation shows. */
  record Increment(String id) implements Operation {
    static Increment next() {
      return new Increment(Ids.random());
    }

    @Override
    public Optional<OperationRecord> apply(LogHead base, StateDraft draft) {
      int before = draft.ref("counter").map(ref -> Integer.parseInt(ref.description())).orElse(0);
      draft.setRef("counter", target(Integer.toString(before + 1)));
      return Optional.of(
          new OperationRecord(id, base.entry().time(), "someone", "count", "", draft.moves()));
    }
  }

  static int counter(LogHead head) {
    return Integer.parseInt(
        new StateDraft(head.state()).ref("counter").orElseThrow().description());
  }
}
