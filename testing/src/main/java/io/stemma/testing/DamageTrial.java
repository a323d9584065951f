package io.stemma.testing;

import io.stemma.Archive;
import io.stemma.ArchiveHead;
import io.stemma.ArchiveOptions;
import io.stemma.Branch;
import io.stemma.Commit;
import io.stemma.CommitId;
import io.stemma.DamageException;
import io.stemma.Entry;
import io.stemma.Repository;
import io.stemma.RollbackException;
import io.stemma.Tag;
import io.stemma.Verification;
import io.stemma.VerifyOptions;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectStore;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Damages one object of an archive at a time, in a view of its store, and looks whether a check of
 * every byte finds it, and whether everything that is read is either right or refused with a {@link
 * DamageException}. The archive itself stays as it is. Used by one thread at a time.
 */
public final class DamageTrial {
  private static final ArchiveOptions READING = ArchiveOptions.DEFAULT.withoutCache().forReading();

  /** What is done to an object. */
  public enum Harm {
    /** One bit is another. */
    FLIP,
    /** Bytes at its end are missing; perhaps all. */
    TRUNCATE,
    /** It is gone. */
    DELETE,
    /** It is another, valid object of its kind. */
    SWAP
  }

  /**
   * What came of it.
   *
   * @param key the object that was damaged
   * @param harm what was done to it
   * @param place where: the bit, the new length, or the number of the other object
   * @param found what opening or checking the archive said; empty if it found nothing
   * @param refused how many commits or files could not be read
   * @param wrong what was read wrongly, or which other exception came; empty if nothing
   */
  public record Outcome(
      String key,
      Harm harm,
      long place,
      Optional<String> found,
      long refused,
      Optional<String> wrong) {

    /**
     * Whether the damage was found, and nothing was wrong.
     *
     * @return true if all is as it must be
     */
    public boolean isGood() {
      return found.isPresent() && wrong.isEmpty();
    }
  }

  private record FileState(long length, String attributes, String sha256, boolean read) {}

  private final ObjectStore store;
  private final ArchiveHead head;
  private final List<String> keys = new ArrayList<>();
  private final Map<CommitId, Map<String, FileState>> commits = new LinkedHashMap<>();

  /**
   * Remembers what an archive holds.
   *
   * @param store holds an archive without damage; stays the caller's
   * @throws IOException if the store cannot be listed
   */
  public DamageTrial(ObjectStore store) throws IOException {
    this.store = store;
    String after = "";
    do {
      String from = after;
      try (Stream<ObjectInfo> page = store.list("", after, 1_000)) {
        page.forEach(info -> keys.add(info.key()));
      }
      after = keys.isEmpty() ? "" : keys.get(keys.size() - 1);
      if (after.equals(from)) {
        break;
      }
    } while (true);
    try (Archive archive = Archive.open(unharmed(), READING)) {
      head = archive.head();
      remember(archive);
    }
  }

  private ObjectStore unharmed() {
    return new AlteredObjectStore(store, "", Optional.empty());
  }

  /**
   * The objects of the archive whose keys begin with a text.
   *
   * @param prefix for instance {@code packs/}
   * @return their keys, sorted
   */
  public List<String> keys(String prefix) {
    return keys.stream().filter(key -> key.startsWith(prefix)).toList();
  }

  private void remember(Archive archive) {
    Deque<Commit> next = new ArrayDeque<>();
    for (Repository repository : archive.repositories()) {
      repository.branches().stream().map(Branch::head).forEach(next::add);
      repository.tags().stream().map(Tag::commit).forEach(next::add);
    }
    Set<String> read = new HashSet<>();
    for (Commit commit = next.poll(); commit != null; commit = next.poll()) {
      if (!commits.containsKey(commit.id())) {
        commits.put(commit.id(), files(commit, read));
        next.addAll(commit.parents());
      }
    }
  }

  private static Map<String, FileState> files(Commit commit, Set<String> read) {
    Map<String, FileState> files = new LinkedHashMap<>();
    try (Stream<Entry> entries = commit.walk("/")) {
      for (Entry entry : (Iterable<Entry>) entries::iterator) {
        String sha256 = commit.sha256(entry.path());
        boolean first = read.add(entry.path() + ' ' + sha256);
        files.put(entry.path(), new FileState(entry.length(), attributes(entry), sha256, first));
      }
    }
    return files;
  }

  private static String attributes(Entry entry) {
    return entry.attributes().toString();
  }

  /**
   * Damages an object.
   *
   * @param key the object
   * @param harm what is done to it
   * @param random where
   * @return what came of it
   * @throws IOException if the store fails
   */
  public Outcome run(String key, Harm harm, Random random) throws IOException {
    byte[] bytes = bytes(key);
    long place = place(key, harm, bytes.length, random);
    return run(key, harm, place);
  }

  private long place(String key, Harm harm, int length, Random random) {
    int bits = 8 * length;
    return switch (harm) {
      case FLIP ->
          switch (random.nextInt(10)) {
            case 0 -> random.nextInt(8);
            case 1 -> bits - 1 - random.nextInt(8);
            default -> random.nextInt(bits);
          };
      case TRUNCATE ->
          switch (random.nextInt(10)) {
            case 0 -> 0;
            case 1 -> length - 1;
            default -> random.nextInt(length);
          };
      case DELETE -> 0;
      case SWAP -> {
        List<String> others = others(key);
        yield others.isEmpty() ? 0 : random.nextInt(others.size());
      }
    };
  }

  private List<String> others(String key) {
    String kind = key.substring(0, key.indexOf('/') + 1);
    return kind.isEmpty()
        ? keys("log/")
        : keys(kind).stream().filter(other -> !other.equals(key)).toList();
  }

  /**
   * Damages an object at a given place.
   *
   * @param key the object
   * @param harm what is done to it
   * @param place which bit, which length, or which other object
   * @return what came of it
   * @throws IOException if the store fails
   */
  public Outcome run(String key, Harm harm, long place) throws IOException {
    byte[] bytes = bytes(key);
    Optional<byte[]> now =
        switch (harm) {
          case FLIP -> {
            bytes[(int) (place / 8)] ^= (byte) (1 << place % 8);
            yield Optional.of(bytes);
          }
          case TRUNCATE -> Optional.of(java.util.Arrays.copyOf(bytes, (int) place));
          case DELETE -> Optional.empty();
          case SWAP -> Optional.of(bytes(others(key).get((int) place)));
        };
    Trial trial = new Trial();
    trial.run(new AlteredObjectStore(store, key, now));
    return new Outcome(key, harm, place, trial.found, trial.refused, trial.wrong);
  }

  private byte[] bytes(String key) throws IOException {
    java.nio.ByteBuffer buffer = store.read(key, 0, Integer.MAX_VALUE - 8).bytes();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  /** One open of the damaged archive. */
  private final class Trial {
    private Optional<String> found = Optional.empty();
    private Optional<String> wrong = Optional.empty();
    private long refused;

    void run(ObjectStore damaged) {
      try (Archive archive = Archive.open(damaged, READING)) {
        Verification verification = archive.verify(VerifyOptions.EVERY_BYTE.expecting(head));
        if (!verification.isClean()) {
          found = Optional.of(verification.toString());
        }
        commits.forEach((id, files) -> commit(archive, id, files));
      } catch (DamageException | RollbackException e) {
        found = Optional.of(String.valueOf(e.getMessage()));
      } catch (RuntimeException e) {
        wrong = Optional.of("opening or checking: " + e);
      }
    }

    private void commit(Archive archive, CommitId id, Map<String, FileState> expected) {
      Map<String, FileState> rest = new LinkedHashMap<>(expected);
      try {
        Commit commit = archive.commit(id);
        try (Stream<Entry> entries = commit.walk("/")) {
          for (Entry entry : (Iterable<Entry>) entries::iterator) {
            FileState file = rest.remove(entry.path());
            if (file == null
                || file.length() != entry.length()
                || !file.attributes().equals(attributes(entry))) {
              wrong(id, entry.path(), "expected " + file + ", found " + entry);
            } else if (file.read()) {
              content(commit, entry.path(), file);
            }
          }
        }
        if (!rest.isEmpty()) {
          wrong(id, "/", "missing are " + rest.keySet());
        }
      } catch (DamageException e) {
        refused++;
      } catch (RuntimeException e) {
        // A missing commit is told as "there is none", caused by what is missing.
        if (e.getCause() instanceof DamageException) {
          refused++;
        } else {
          wrong(id, "/", e.toString());
        }
      }
    }

    private void content(Commit commit, String path, FileState file) {
      try {
        String sha256 = commit.sha256(path);
        if (!sha256.equals(file.sha256())) {
          wrong(commit.id(), path, "SHA-256 is " + sha256);
        }
      } catch (DamageException e) {
        refused++;
      } catch (RuntimeException e) {
        wrong(commit.id(), path, e.toString());
      }
    }

    private void wrong(CommitId id, String path, String what) {
      if (wrong.isEmpty()) {
        wrong = Optional.of(id.abbreviated() + " " + path + ": " + what);
      }
    }
  }
}
