package io.stemma.internal.engine;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.NotFoundException;
import io.stemma.internal.chunks.Faults;
import io.stemma.internal.log.ArchiveExistsException;
import io.stemma.internal.log.KnownHeads;
import io.stemma.internal.log.LogOptions;
import io.stemma.internal.log.NoArchiveException;
import io.stemma.internal.log.OperationLog;
import io.stemma.storage.NoSuchStoreException;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectStoreProvider;
import io.stemma.storage.StoreAccess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Opens archives: finds the store, then the log. */
public final class Archives {
  private static final Map<Optional<Path>, KnownHeads> KNOWN = new ConcurrentHashMap<>();

  private Archives() {}

  private enum Mode {
    OPEN,
    CREATE,
    OPEN_OR_CREATE,
    RECOVER
  }

  /** See {@link Archive#open(URI, ArchiveOptions)}. */
  public static Archive open(URI place, ArchiveOptions options) {
    return at(place, options, Mode.OPEN);
  }

  /** See {@link Archive#open(ObjectStore, ArchiveOptions)}. */
  public static Archive open(ObjectStore store, ArchiveOptions options) {
    return in(store, "", options, Mode.OPEN);
  }

  /** See {@link Archive#create(URI, ArchiveOptions)}. */
  public static Archive create(URI place, ArchiveOptions options) {
    return at(place, options, Mode.CREATE);
  }

  /** See {@link Archive#create(ObjectStore, ArchiveOptions)}. */
  public static Archive create(ObjectStore store, ArchiveOptions options) {
    return in(store, "", options, Mode.CREATE);
  }

  /** See {@link Archive#openOrCreate(URI, ArchiveOptions)}. */
  public static Archive openOrCreate(URI place, ArchiveOptions options) {
    return at(place, options, Mode.OPEN_OR_CREATE);
  }

  /** See {@link Archive#openOrCreate(ObjectStore, ArchiveOptions)}. */
  public static Archive openOrCreate(ObjectStore store, ArchiveOptions options) {
    return in(store, "", options, Mode.OPEN_OR_CREATE);
  }

  /** See {@link Archive#recover(URI, ArchiveOptions)}. */
  public static Archive recover(URI place, ArchiveOptions options) {
    return at(place, options, Mode.RECOVER);
  }

  /** See {@link Archive#recover(ObjectStore, ArchiveOptions)}. */
  public static Archive recover(ObjectStore store, ArchiveOptions options) {
    return in(store, "", options, Mode.RECOVER);
  }

  private static Archive at(URI place, ArchiveOptions options, Mode mode) {
    StoreAccess access =
        options.readOnly()
            ? StoreAccess.READ
            : mode == Mode.CREATE || mode == Mode.OPEN_OR_CREATE
                ? StoreAccess.CREATE
                : StoreAccess.WRITE;
    ObjectStore store;
    try {
      store = provider(place).open(place, access);
    } catch (NoSuchStoreException e) {
      throw missing(" at " + shown(place), e);
    } catch (IOException e) {
      throw Faults.storage("opening " + shown(place), e);
    }
    return in(store, " at " + shown(place), options, mode);
  }

  private static NotFoundException missing(String where, NoSuchStoreException e) {
    NotFoundException missing =
        new NotFoundException("there is no archive" + where + ": " + e.getMessage());
    missing.initCause(e);
    return missing;
  }

  /** An address without the user and the query, where secrets are. */
  private static String shown(URI place) {
    if (place.getRawQuery() == null && place.getRawUserInfo() == null) {
      return place.toString();
    }
    String authority = place.getRawAuthority() == null ? "" : place.getRawAuthority();
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    return place.getScheme() + "://" + host + place.getRawPath();
  }

  private static ObjectStoreProvider provider(URI place) {
    String scheme = place.getScheme() == null ? "" : place.getScheme().toLowerCase(Locale.ROOT);
    List<String> known = new ArrayList<>();
    for (ObjectStoreProvider provider : ServiceLoader.load(ObjectStoreProvider.class)) {
      if (provider.scheme().equals(scheme)) {
        return provider;
      }
      known.add(provider.scheme());
    }
    throw new NotFoundException(
        "no storage module serves "
            + shown(place)
            + " (found for: "
            + (known.isEmpty() ? "nothing" : String.join(", ", known))
            + "); for directories add io.stemma:stemma-storage-local, for Azure"
            + " io.stemma:stemma-storage-azure");
  }

  private static Archive in(ObjectStore store, String where, ArchiveOptions options, Mode mode) {
    boolean opened = false;
    try {
      KnownHeads known =
          KNOWN.computeIfAbsent(
              options.cacheDirectory().map(Path::toAbsolutePath), Archives::knownHeads);
      LogOptions logOptions = LogSettings.of(options, known);
      OperationLog log =
          Engine.logCall("opening the archive", () -> log(store, where, options, logOptions, mode));
      Archive archive = OpenArchive.live(new Engine(store, options, log).registered());
      opened = true;
      return archive;
    } finally {
      if (!opened) {
        closeQuietly(store);
      }
    }
  }

  private static KnownHeads knownHeads(Optional<Path> cache) {
    return cache.map(c -> KnownHeads.in(c.resolve("heads"))).orElseGet(KnownHeads::inMemory);
  }

  private static OperationLog log(
      ObjectStore store, String where, ArchiveOptions options, LogOptions logOptions, Mode mode)
      throws IOException {
    try {
      return log(store, options, logOptions, mode);
    } catch (NoSuchStoreException e) {
      throw missing(where, e); // a store may ask for nothing when it is opened itself
    }
  }

  private static OperationLog log(
      ObjectStore store, ArchiveOptions options, LogOptions logOptions, Mode mode)
      throws IOException {
    boolean write = !options.readOnly();
    if (mode == Mode.CREATE) {
      return OperationLog.create(store, UUID.randomUUID().toString(), logOptions);
    } else if (mode == Mode.RECOVER) {
      OperationLog.recover(store, logOptions);
    }
    try {
      return OperationLog.open(store, write, logOptions);
    } catch (NoArchiveException e) {
      if (mode != Mode.OPEN_OR_CREATE || !write) {
        throw e;
      }
    }
    try {
      return OperationLog.create(store, UUID.randomUUID().toString(), logOptions);
    } catch (ArchiveExistsException e) {
      // Somebody else created it a moment ago.
      return OperationLog.open(store, write, logOptions);
    }
  }

  private static void closeQuietly(ObjectStore store) {
    try {
      store.close();
    } catch (IOException e) {
      // The error that made opening fail is the one to be told.
      return;
    }
  }
}
