package io.stemma.testing;

import io.stemma.Archive;
import io.stemma.ArchiveHead;
import io.stemma.ArchiveOptions;
import io.stemma.DamageException;
import io.stemma.RollbackException;
import io.stemma.Verification;
import io.stemma.VerifyOptions;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Damages one object of an archive at a time, in a view of its store, and looks whether a check of
 * every byte finds it, and whether everything that is read is either right or refused with a {@link
 * DamageException}. The archive itself stays as it is. Safe for use by several threads.
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
    /** It is another, valid object of its kind, of the same archive or of another. */
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

  /** A valid object, wherever it is. */
  private record Other(ObjectStore store, String key) {
    byte[] bytes() throws IOException {
      ByteBuffer buffer = store.read(key, 0, Integer.MAX_VALUE - 8).bytes();
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    }
  }

  private final ObjectStore store;
  private final ObjectStore foreign;
  private final ArchiveHead head;
  private final List<String> keys;
  private final List<String> foreignKeys;
  private final ArchiveContents contents;

  /**
   * Remembers what an archive holds.
   *
   * @param store holds an archive without damage; stays the caller's
   * @param foreign holds another archive, whose objects are put in the place of those of the first;
   *     stays the caller's
   * @throws IOException if a store cannot be listed
   */
  public DamageTrial(ObjectStore store, ObjectStore foreign) throws IOException {
    this.store = store;
    this.foreign = foreign;
    this.keys = list(store);
    this.foreignKeys = list(foreign);
    try (Archive archive = Archive.open(view("", Optional.empty()), READING)) {
      head = archive.head();
      contents = ArchiveContents.of(archive);
    }
  }

  private static List<String> list(ObjectStore store) throws IOException {
    List<String> keys = new ArrayList<>();
    for (int before = -1; before < keys.size(); ) {
      before = keys.size();
      String after = keys.isEmpty() ? "" : keys.get(before - 1);
      try (Stream<ObjectInfo> page = store.list("", after, 1_000)) {
        page.forEach(info -> keys.add(info.key()));
      }
    }
    return List.copyOf(keys);
  }

  private ObjectStore view(String altered, Optional<byte[]> now) {
    return new AlteredObjectStore(store, altered, now);
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

  /** Valid objects of the same kind; the marker of an archive has no other in it. */
  private List<Other> others(String key) {
    String kind = key.substring(0, key.indexOf('/') + 1);
    String prefix = kind.isEmpty() ? key : kind;
    List<Other> others = new ArrayList<>();
    keys.stream()
        .filter(other -> other.startsWith(prefix) && !other.equals(key))
        .forEach(other -> others.add(new Other(store, other)));
    foreignKeys.stream()
        .filter(other -> other.startsWith(prefix))
        .forEach(other -> others.add(new Other(foreign, other)));
    return others;
  }

  /** The number of another object, in every fourth case of the one with the same key. */
  private int other(String key, Random random) {
    List<Other> others = others(key);
    int same = others.indexOf(new Other(foreign, key));
    return same >= 0 && random.nextInt(4) == 0 ? same : random.nextInt(others.size());
  }

  /**
   * Damages an object anywhere.
   *
   * @param key the object
   * @param harm what is done to it
   * @param random where
   * @return what came of it
   * @throws IOException if the store fails
   */
  public Outcome run(String key, Harm harm, Random random) throws IOException {
    return run(key, harm, 0, bytes(key).length, random);
  }

  /**
   * Damages a part of an object: a bit in it is flipped, or the object ends in it. Deleted and
   * swapped is the whole object.
   *
   * @param key the object
   * @param harm what is done to it
   * @param from where the part begins
   * @param to where it ends
   * @param random where in it
   * @return what came of it
   * @throws IOException if the store fails
   */
  public Outcome run(String key, Harm harm, int from, int to, Random random) throws IOException {
    int length = to - from;
    long place =
        switch (harm) {
          case FLIP ->
              8L * from
                  + switch (random.nextInt(10)) {
                    case 0 -> random.nextInt(8);
                    case 1 -> 8 * length - 1 - random.nextInt(8);
                    default -> random.nextInt(8 * length);
                  };
          case TRUNCATE ->
              from
                  + switch (random.nextInt(10)) {
                    case 0 -> 0;
                    case 1 -> length - 1;
                    default -> random.nextInt(length);
                  };
          case DELETE -> 0;
          case SWAP -> other(key, random);
        };
    return run(key, harm, place);
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
          case TRUNCATE -> Optional.of(Arrays.copyOf(bytes, (int) place));
          case DELETE -> Optional.empty();
          case SWAP -> Optional.of(others(key).get((int) place).bytes());
        };
    return read(view(key, now), key, harm, place);
  }

  private byte[] bytes(String key) throws IOException {
    return new Other(store, key).bytes();
  }

  private Outcome read(ObjectStore damaged, String key, Harm harm, long place) {
    Optional<String> found = Optional.empty();
    Optional<String> wrong = Optional.empty();
    long refused = 0;
    try (Archive archive = Archive.open(damaged, READING)) {
      Verification verification = archive.verify(VerifyOptions.EVERY_BYTE.expecting(head));
      if (!verification.isClean()) {
        found = Optional.of(verification.toString());
      }
      ArchiveContents.Comparison comparison = contents.compare(archive);
      refused = comparison.refused();
      wrong = comparison.wrong();
    } catch (DamageException | RollbackException e) {
      found = Optional.of(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      wrong = Optional.of("opening or checking: " + e);
    }
    return new Outcome(key, harm, place, found, refused, wrong);
  }
}
