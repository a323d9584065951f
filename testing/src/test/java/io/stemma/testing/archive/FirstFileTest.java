package io.stemma.testing.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Branch;
import io.stemma.Commit;
import io.stemma.NotFoundException;
import io.stemma.Repository;
import io.stemma.storage.MemoryObjectStore;
import io.stemma.storage.ObjectRange;
import io.stemma.storage.ObjectStore;
import io.stemma.testing.RecordingObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From opening to the first file of a large branch, in a store so far away that it matters. */
class FirstFileTest {
  private static final ArchiveOptions OPTIONS = ArchiveOptions.DEFAULT.withoutCache();
  private static final Pattern READ = Pattern.compile("read index/\\S+ (\\d+)\\+(\\d+) of (\\d+)");
  private static final int FILES = 100_000;

  private final MemoryObjectStore objects = new MemoryObjectStore();

  private static ObjectStore far(ObjectStore store) {
    return new ForwardingStore(store) {
      @Override
      public boolean isRemote() {
        return true;
      }
    };
  }

  private static String path(int file) {
    return String.format(Locale.ROOT, "/shot%05d/channel%03d", file / 100, file % 100);
  }

  private static byte[] content(int file) {
    return (path(file) + " first").getBytes(StandardCharsets.UTF_8);
  }

  /** Fills a branch in so few commits that nothing is compacted beside them. */
  private void fill(int commits) {
    try (Archive archive = Archive.create(objects.reopen(), OPTIONS)) {
      Branch main = archive.createRepository("r").main();
      int each = FILES / commits;
      for (int from = 0; from < FILES; from += each) {
        int first = from;
        main.commit(
            "fill",
            tx -> {
              for (int file = first; file < first + each; file++) {
                tx.write(path(file), content(file));
              }
            });
      }
    }
  }

  /** Whether a line is of the end of an index object: all of them are read at once. */
  private static boolean isTables(String line) {
    Matcher read = READ.matcher(line);
    return read.matches()
        && Long.parseLong(read.group(1)) + Long.parseLong(read.group(2))
            >= Long.parseLong(read.group(3));
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 1})
  void takesFewRequestsThatWaitForEachOther(int commits) {
    fill(commits);
    RecordingObjectStore store = new RecordingObjectStore(far(objects.reopen()));
    try (Archive archive = Archive.open(store, OPTIONS.forReading())) {
      Commit head = archive.repository("r").main().head();
      assertThat(head.read(path(FILES / 3))).isEqualTo(content(FILES / 3));
      List<String> lines = store.lines();
      List<String> tables = lines.stream().filter(FirstFileTest::isTables).toList();
      assertThat(tables).as("%s", lines).hasSizeBetween(1, commits);
      // List, entry, next entry, commit and inner nodes, and where: leaf, and where: data.
      assertThat(lines).as("besides tables").hasSizeLessThanOrEqualTo(8 + commits);

      store.clear();
      assertThat(head.read(path(FILES / 3 + 1))).isEqualTo(content(FILES / 3 + 1));
      assertThat(store.lines()).as("a neighbour").hasSizeLessThanOrEqualTo(1);
      store.clear();
      assertThat(head.read(path(FILES - 1))).isEqualTo(content(FILES - 1));
      assertThat(store.lines()).as("a file elsewhere").hasSizeLessThanOrEqualTo(4);
    }
  }

  @Test
  void theIndexAndTheCommitAreReadWhileTheHeadIsLookedFor() {
    fill(5);
    CountDownLatch begun = new CountDownLatch(2);
    ObjectStore store =
        new ForwardingStore(far(objects.reopen())) {
          @Override
          public ObjectRange read(String key, long offset, int length) throws IOException {
            if (key.startsWith("index/") || key.startsWith("packs/")) {
              begun.countDown();
            } else if (key.startsWith("log/") && objectsLack(key)) {
              await(begun);
            }
            return super.read(key, offset, length);
          }
        };
    try (Archive archive = Archive.open(store, OPTIONS.forReading())) {
      assertThat(archive.repository("r").main().head().files()).isEqualTo(FILES);
    }
    assertThat(begun.getCount()).isZero();
  }

  private boolean objectsLack(String key) {
    try {
      return objects.read(key, 0, 1) == null;
    } catch (IOException e) {
      return true;
    }
  }

  private static void await(CountDownLatch begun) throws IOException {
    try {
      if (!begun.await(60, TimeUnit.SECONDS)) {
        throw new IOException("nothing else is read meanwhile");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void namesTakeNoRequestsAndHeadsOne() {
    try (Archive archive = Archive.create(objects.reopen(), OPTIONS)) {
      archive.createRepository("r").main().commit("one", tx -> tx.write("/a", "1"));
    }
    RecordingObjectStore store = new RecordingObjectStore(far(objects.reopen()));
    try (Archive archive = Archive.open(store, OPTIONS)) {
      Branch main = archive.repository("r").main();
      assertThat(main.head().files()).isEqualTo(1);
      // The list, the newest entry, the one behind it, and commit and root.
      assertThat(store.lines()).hasSize(4);
      store.clear();
      assertThat(archive.repository("r").main().head().files()).isEqualTo(1);
      assertThat(store.lines()).hasSize(1);
    }
  }

  @Test
  void whatOthersDidSinceIsSeen() {
    try (Archive ours = Archive.create(far(objects.reopen()), OPTIONS);
        Archive theirs = Archive.open(objects.reopen(), OPTIONS)) {
      ours.createRepository("r");
      for (int i = 0; i < 20; i++) {
        String name = "b" + i;
        Repository repository = ours.repository("r");
        Commit made = theirs.repository("r").main().commit(name, tx -> tx.write("/" + name, name));
        assertThat(repository.main().head()).isEqualTo(made);
        theirs.repository("r").createBranch(name, made);
        assertThat(repository.branch(name).head().readString("/" + name)).isEqualTo(name);
        theirs.createRepository(name);
        assertThat(ours.repository(name).main().head().files()).isZero();
        theirs.deleteRepository(name);
        assertThatThrownBy(() -> ours.repository(name).main().head())
            .isInstanceOf(NotFoundException.class)
            .hasMessageContaining(name);
      }
    }
  }
}
