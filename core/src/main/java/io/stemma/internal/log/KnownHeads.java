package io.stemma.internal.log;

import io.stemma.internal.base.Hash;
import io.stemma.internal.format.v1.EntryRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest entry of each archive that was ever seen, in memory and, best effort, in a small file
 * per archive, so that an archive that went back or forked is noticed. A file that is damaged or
 * cannot be written counts as nothing remembered.
 */
public final class KnownHeads {
  private static final Logger LOG = LoggerFactory.getLogger(KnownHeads.class);
  private static final Pattern LINE =
      Pattern.compile("stemma-head 1 ([0-9a-f-]{36}) ([0-9]{1,16}) ([0-9a-f]{64}) ([0-9a-f]{8})\n");
  private static final long WRITE_EVERY_NANOS = 1_000_000_000L;

  private final Optional<Path> directory;
  private final Pause pause;
  private final Map<String, Remembered> heads = new ConcurrentHashMap<>();

  private record Remembered(EntryRef head, EntryRef written, long writtenAt) {}

  private KnownHeads(Optional<Path> directory, Pause pause) {
    this.directory = directory;
    this.pause = pause;
  }

  /** Remembers in memory only. */
  public static KnownHeads inMemory() {
    return new KnownHeads(Optional.empty(), Pause.SYSTEM);
  }

  /** Remembers in a directory too, which is made when needed. */
  public static KnownHeads in(Path directory) {
    return new KnownHeads(Optional.of(directory), Pause.SYSTEM);
  }

  /** What is remembered of an archive. */
  public Optional<EntryRef> get(String archiveId) {
    Remembered known = heads.get(archiveId);
    if (known != null) {
      return Optional.of(known.head);
    }
    Optional<EntryRef> read = read(archiveId);
    read.ifPresent(
        head -> heads.putIfAbsent(archiveId, new Remembered(head, head, pause.nanoTime())));
    return read;
  }

  /** Remembers an entry, unless a newer one is remembered. The file follows within a second. */
  void remember(String archiveId, EntryRef head) {
    Remembered now =
        heads.merge(
            archiveId,
            new Remembered(head, head, pause.nanoTime() - WRITE_EVERY_NANOS),
            (old, fresh) ->
                old.head.sequence() >= head.sequence()
                    ? old
                    : new Remembered(head, old.written, old.writtenAt));
    if (pause.nanoTime() - now.writtenAt >= WRITE_EVERY_NANOS) {
      flush(archiveId);
    }
  }

  /** Writes the file of an archive now. */
  public void flush(String archiveId) {
    Remembered known = heads.get(archiveId);
    if (known == null || directory.isEmpty()) {
      return;
    }
    Optional<EntryRef> before = read(archiveId);
    if (before.isEmpty() || before.get().sequence() < known.head.sequence()) {
      write(archiveId, known.head);
    }
    heads.computeIfPresent(
        archiveId, (id, now) -> new Remembered(now.head, known.head, pause.nanoTime()));
  }

  /** Forgets an archive, so that it is accepted as it is. */
  public void forget(String archiveId) {
    heads.remove(archiveId);
    directory.ifPresent(
        dir -> {
          try {
            Files.deleteIfExists(file(dir, archiveId));
          } catch (IOException e) {
            LOG.warn("cannot forget the head of archive {}: {}", archiveId, e.toString());
          }
        });
  }

  private Optional<EntryRef> read(String archiveId) {
    if (directory.isEmpty()) {
      return Optional.empty();
    }
    try {
      Path file = file(directory.get(), archiveId);
      if (!Files.isRegularFile(file) || Files.size(file) > 1_024) {
        return Optional.empty();
      }
      Matcher line = LINE.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
      if (line.matches()
          && line.group(1).equals(archiveId)
          && line(archiveId, line.group(2), line.group(3)).equals(line.group())) {
        return Optional.of(new EntryRef(Long.parseLong(line.group(2)), Hash.parse(line.group(3))));
      }
    } catch (IOException | IllegalArgumentException e) {
      LOG.debug("the remembered head of archive {} is ignored: {}", archiveId, e.toString());
    }
    return Optional.empty();
  }

  private void write(String archiveId, EntryRef head) {
    Path dir = directory.orElseThrow();
    try {
      Files.createDirectories(dir);
      Path temporary = Files.createTempFile(dir, "head", ".tmp");
      try {
        String text = line(archiveId, Long.toString(head.sequence()), head.digest().toString());
        Files.writeString(temporary, text, StandardCharsets.ISO_8859_1);
        Files.move(temporary, file(dir, archiveId), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      LOG.debug("the head of archive {} is not remembered: {}", archiveId, e.toString());
    }
  }

  private static String line(String archiveId, String sequence, String digest) {
    String text = "stemma-head 1 " + archiveId + " " + sequence + " " + digest + " ";
    byte[] ascii = text.getBytes(StandardCharsets.ISO_8859_1);
    return text + Hash.of(ascii).toString().substring(0, 8) + "\n";
  }

  private static Path file(Path dir, String archiveId) {
    return dir.resolve(archiveId + ".head");
  }
}
