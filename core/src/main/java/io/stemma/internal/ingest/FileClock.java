package io.stemma.internal.ingest;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clock of the file system that stamps the files, which moves in ticks (4 ms, 1 s ...) and need
 * not agree with the computer's. A file that was changed in the current tick can be changed once
 * more and keep all its times, so nothing can be concluded from them (what Git calls a racy entry).
 * A file whose times lie before the current tick cannot: the next change shows.
 *
 * <p>The time is read off a file of our own where that is in the same file system. Elsewhere it is
 * at least the newest time of change seen there, and, where the kernel itself stamps the files, the
 * computer's time less two seconds. Safe for use by several threads.
 */
public final class FileClock {
  private static final Logger LOG = LoggerFactory.getLogger(FileClock.class);
  private static final long MARGIN_NANOS = 2_000_000_000L;

  /** So often, all in all, the end of a tick is waited for. */
  private static final int MAX_WAITS = 50;

  /** File systems whose times come from this computer's clock. */
  private static final Set<String> LOCAL =
      Set.of("ext2", "ext3", "ext4", "xfs", "btrfs", "tmpfs", "overlay", "zfs", "f2fs", "apfs");

  private final Optional<Path> own;
  private final Map<Long, Long> times = new ConcurrentHashMap<>();
  private final long ownDevice;
  private int waits;

  private FileClock(Optional<Path> own, long ownDevice, long now) {
    this.own = own;
    this.ownDevice = ownDevice;
    if (own.isPresent()) {
      times.put(ownDevice, now);
    }
  }

  /**
   * A clock that stamps a file of this name.
   *
   * @param file in a directory that exists; empty for no such file
   */
  static FileClock with(Optional<Path> file) {
    if (file.isPresent()) {
      try {
        if (!Files.exists(file.get())) {
          Files.createFile(file.get());
        }
      } catch (FileAlreadyExistsException e) {
        LOG.trace("{} was made by somebody else a moment ago", file.get());
      } catch (IOException e) {
        LOG.debug("cannot read the time off {}: {}", file.get(), e.toString());
        return new FileClock(Optional.empty(), -1, 0);
      }
      FileStat now = stamp(file.get());
      if (now != null && now.changed() != FileStat.UNKNOWN) {
        return new FileClock(file, now.device(), now.changed());
      }
    }
    return new FileClock(Optional.empty(), -1, 0);
  }

  private static @Nullable FileStat stamp(Path file) {
    try {
      Files.setLastModifiedTime(file, FileTime.fromMillis(0)); // Sets the time of change to now.
      return FileStat.of(file);
    } catch (IOException e) {
      LOG.debug("cannot read the time off {}: {}", file, e.toString());
      return null;
    }
  }

  /** Takes note of a file; must be told of each before {@link #isPast} is asked of it. */
  void saw(Path file, FileStat stat) {
    if (stat.device() == ownDevice || stat.changed() == FileStat.UNKNOWN) {
      return;
    }
    Long known = times.get(stat.device());
    if (known == null) {
      known = times.computeIfAbsent(stat.device(), device -> coarse(file));
    }
    if (known < stat.changed()) {
      times.merge(stat.device(), stat.changed(), Math::max);
    }
  }

  private static long coarse(Path file) {
    return isLocal(file)
        ? TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - MARGIN_NANOS
        : Long.MIN_VALUE;
  }

  /** Whether the times of a file come from this computer's clock. */
  public static boolean isLocal(Path file) {
    try {
      return LOCAL.contains(Files.getFileStore(file).type());
    } catch (IOException e) {
      LOG.debug("no file system is known for {}: {}", file, e.toString());
      return false;
    }
  }

  /** Whether any change of a file from now on will show in its times. */
  boolean isPast(FileStat stat) {
    Long now = times.get(stat.device());
    return now != null && stat.changed() < now && stat.modifiedNanos() < now;
  }

  /**
   * The same; waits some milliseconds for the end of the tick where that helps, so that a change
   * while the file is read shows, too.
   */
  boolean awaitPast(FileStat stat) {
    if (isPast(stat)) {
      return true;
    } else if (own.isEmpty() || stat.device() != ownDevice || stat.changed() == FileStat.UNKNOWN) {
      return false;
    }
    return await(own.get(), stat);
  }

  private synchronized boolean await(Path file, FileStat stat) {
    while (true) {
      FileStat now = stamp(file);
      if (now == null) {
        return false;
      }
      times.put(ownDevice, now.changed());
      if (stat.changed() < now.changed() || waits++ >= MAX_WAITS) {
        return isPast(stat);
      }
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }
}
