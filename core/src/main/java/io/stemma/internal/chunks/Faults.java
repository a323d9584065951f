package io.stemma.internal.chunks;

import io.stemma.CorruptObjectException;
import io.stemma.DamageException;
import io.stemma.FormatTooNewException;
import io.stemma.FormatTooOldException;
import io.stemma.MissingObjectException;
import io.stemma.ReadOnlyArchiveException;
import io.stemma.StemmaException;
import io.stemma.StorageException;
import io.stemma.internal.base.DamagedObjectException;
import io.stemma.internal.format.v1.UnsupportedVersionException;
import io.stemma.storage.NoSuchObjectException;
import io.stemma.storage.ReadOnlyStoreException;
import java.io.IOException;

/** Turns what goes wrong with stored objects into the exceptions of the API. */
public final class Faults {
  private Faults() {}

  /** The store failed. */
  public static StemmaException storage(String doing, IOException e) {
    if (e instanceof NoSuchObjectException missing) {
      return new MissingObjectException(
          missing.key(),
          "object "
              + missing.key()
              + " is missing ("
              + doing
              + "); run verify to see what it affects");
    } else if (e instanceof ReadOnlyStoreException) {
      return new ReadOnlyArchiveException(doing + ": " + e.getMessage());
    }
    return new StorageException(doing + ": " + e.getMessage(), e);
  }

  /** The bytes of an object are not what they should be. */
  public static DamageException damaged(String object, RuntimeException e) {
    if (e instanceof UnsupportedVersionException version) {
      String key = version.object().orElse(object);
      String text = key + ": " + version.getMessage();
      return version.newer()
          ? new FormatTooNewException(key, text + "; use a newer Stemma", e)
          : new FormatTooOldException(key, text + "; convert it with an older Stemma", e);
    }
    String key = e instanceof DamagedObjectException known ? known.key() : object;
    return new CorruptObjectException(
        key, key + " is damaged: " + e.getMessage() + "; run verify to see what it affects", e);
  }
}
