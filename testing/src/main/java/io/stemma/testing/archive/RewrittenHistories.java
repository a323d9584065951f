package io.stemma.testing.archive;

import static io.stemma.testing.archive.ModelCheck.require;

import io.stemma.Archive;
import io.stemma.ArchiveHead;
import io.stemma.ArchiveOptions;
import io.stemma.Branch;
import io.stemma.RollbackException;
import io.stemma.VerifyOptions;
import io.stemma.storage.MemoryObjectStore;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Archives whose log was set back, or goes on from an older entry in another way. Whoever knew the
 * later head refuses them, also after a restart; who did not know it finds out when asked.
 */
public final class RewrittenHistories {
  private final Path directory;
  private final Supplier<StoreOpening> stores;

  /**
   * Prepares the trial on stores in memory.
   *
   * @param directory for what processes remember
   */
  public RewrittenHistories(Path directory) {
    this(directory, () -> new MemoryObjectStore()::reopen);
  }

  /**
   * Prepares the trial.
   *
   * @param directory for what processes remember
   * @param stores gives stores, each empty and another than those before
   */
  public RewrittenHistories(Path directory, Supplier<StoreOpening> stores) {
    this.directory = directory;
    this.stores = stores;
  }

  /**
   * Sets an archive back by some entries, and forks it there.
   *
   * @param entries how many, at least 1
   * @throws IOException if a store fails
   * @throws AssertionError if it goes unnoticed
   */
  public void run(int entries) throws IOException {
    StoreOpening store = stores.get();
    Path knowing = directory.resolve("knowing" + entries);
    ArchiveHead head;
    try (Archive archive = Archive.create(store.open(), remembering(knowing))) {
      commits(archive, 8);
      head = archive.head();
    }
    Path restarted = copy(knowing, directory.resolve("restarted" + entries));
    setBack(store, entries);
    check("set back by " + entries, store, head, List.of(knowing, restarted), entries);
    try (Archive archive = Archive.open(store.open(), ignorant("forking" + entries))) {
      commits(archive, entries + 2);
    }
    check("forked at " + entries, store, head, List.of(knowing, restarted), entries);
  }

  private interface Attempt {
    boolean run() throws IOException;
  }

  private static void requireRefused(String what, Attempt attempt) throws IOException {
    try {
      attempt.run();
    } catch (RollbackException e) {
      return;
    }
    throw new AssertionError(what + " notices nothing");
  }

  private void check(
      String what, StoreOpening store, ArchiveHead head, List<Path> knowing, int entries)
      throws IOException {
    for (Path cache : knowing) {
      // Each time another name, as another process has another memory.
      Path process = copy(cache, directory.resolve(cache.getFileName() + "-" + what.hashCode()));
      requireRefused(
          what + ", who knew the later head",
          () -> {
            try (Archive archive = Archive.open(store.open(), remembering(process))) {
              return archive.head() == null;
            }
          });
    }
    try (Archive archive = Archive.open(store.open(), ignorant(what + entries))) {
      require(
          archive.verify(VerifyOptions.STRUCTURE).isClean(),
          what,
          "is damage to one who knows nothing");
      require(
          !archive.verify(VerifyOptions.STRUCTURE.expecting(head)).isClean(),
          what,
          "is not found by verify(expectedHead)");
    }
  }

  private ArchiveOptions ignorant(String name) {
    return remembering(directory.resolve("ignorant " + name));
  }

  private static ArchiveOptions remembering(Path cache) {
    return ArchiveOptions.DEFAULT.withCacheDirectory(cache);
  }

  private static void commits(Archive archive, int count) {
    Branch main = archive.ensureRepository("r").main();
    for (int i = 0; i < count; i++) {
      String text = archive.head() + "-" + i;
      main.commit(text, tx -> tx.write("/f", text));
    }
  }

  private static void setBack(StoreOpening opening, int entries) throws IOException {
    try (ObjectStore store = opening.open()) {
      List<String> newest;
      try (Stream<ObjectInfo> log = store.list("log/", "", entries)) {
        newest = log.map(ObjectInfo::key).toList();
      }
      for (String key : newest) {
        store.delete(key);
      }
    }
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
    return to;
  }
}
