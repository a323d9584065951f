package io.stemma.internal.ingest;

import io.stemma.internal.base.ByteReader;
import io.stemma.internal.base.ByteWriter;
import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of known files: sections, then an index of them, then a trailer of fixed length with a
 * digest of the index. A hint outside the archive: whatever is wrong with it, or whose digest is,
 * counts as not known. Read by position, so that memory does not grow with it; safe for use by
 * several threads.
 */
final class KnownFiles implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KnownFiles.class);
  private static final byte[] MAGIC = "stemma known files 1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int TRAILER = MAGIC.length + 8 + Hash.BYTES;
  private static final int MAX_INDEX = 1 << 28;

  private final @Nullable FileChannel channel;
  private final Optional<KnownBase> base;
  private final Map<String, List<KnownSection>> sections;
  private final int count;

  private KnownFiles(
      @Nullable FileChannel channel, Optional<KnownBase> base, List<KnownSection> sections) {
    this.channel = channel;
    this.base = base;
    this.count = sections.size();
    this.sections = new HashMap<>();
    for (KnownSection section : sections) {
      this.sections.computeIfAbsent(section.directory(), d -> new ArrayList<>(2)).add(section);
    }
    this.sections.values().forEach(l -> l.sort(Comparator.comparing(KnownSection::first)));
  }

  /** Nothing. */
  static KnownFiles none() {
    return new KnownFiles(null, Optional.empty(), List.of());
  }

  /**
   * What is known from a file.
   *
   * @param owner what the file must be about: the archive and the directory
   */
  static KnownFiles open(Path file, String owner) {
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      try {
        return read(channel, owner);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (NoSuchFileException e) {
      return none();
    } catch (IOException | MalformedException e) {
      LOG.debug("what is known from {} is ignored: {}", file, e.toString());
      return none();
    }
  }

  private static KnownFiles read(FileChannel channel, String owner) throws IOException {
    long size = channel.size();
    if (size < TRAILER) {
      throw new MalformedException("too short");
    }
    byte[] trailer = read(channel, size - TRAILER, TRAILER);
    ByteReader end = new ByteReader(trailer);
    if (!Arrays.equals(end.bytes(MAGIC.length), MAGIC)) {
      throw new MalformedException("no file of known files of this version");
    }
    long offset = end.i64();
    long length = size - TRAILER - offset;
    if (offset < 0 || length < 0 || length > MAX_INDEX) {
      throw new MalformedException("an index outside the file");
    }
    byte[] index = read(channel, offset, (int) length);
    if (!Hash.of(index).equals(end.hash())) {
      throw new MalformedException("the index is damaged");
    }
    ByteReader in = new ByteReader(index);
    if (!in.string(KnownFile.MAX_NAME).equals(owner)) {
      throw new MalformedException("about another archive or directory");
    }
    KnownBase base = KnownBase.read(in);
    List<KnownSection> sections = new ArrayList<>();
    while (in.remaining() > 0) {
      sections.add(KnownSection.read(in, offset));
    }
    return new KnownFiles(channel, Optional.of(base), sections);
  }

  /** The end of a file of known files. */
  static byte[] end(String owner, KnownBase base, List<KnownSection> sections, long offset) {
    ByteWriter out = new ByteWriter(256 + 64 * sections.size());
    out.string(owner);
    base.write(out);
    sections.forEach(section -> section.write(out));
    Hash digest = Hash.of(out.array(), 0, out.size());
    return out.bytes(MAGIC).i64(offset).hash(digest).toBytes();
  }

  private static byte[] read(FileChannel channel, long offset, int length) throws IOException {
    ByteBuffer into = ByteBuffer.allocate(length);
    while (into.hasRemaining()) {
      if (channel.read(into, offset + into.position()) < 0) {
        throw new EOFException("the file of known files ends too early");
      }
    }
    return into.array();
  }

  Optional<KnownBase> base() {
    return base;
  }

  /** How many sections there are. */
  int count() {
    return count;
  }

  /** The sections of a directory, ascending by their first names. */
  List<KnownSection> of(String directory) {
    return sections.getOrDefault(directory, List.of());
  }

  /** The bytes of a section; empty if they are damaged. */
  byte[] bytes(KnownSection section) {
    try {
      if (channel != null) {
        byte[] bytes = read(channel, section.offset(), section.length());
        if (KnownSection.checksum(bytes, bytes.length) == section.check()) {
          return bytes;
        }
      }
    } catch (IOException e) {
      LOG.debug("known files cannot be read: {}", e.toString());
    }
    return new byte[0];
  }

  @Override
  public void close() {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        LOG.debug("closing a file of known files: {}", e.toString());
      }
    }
  }

  /** Deletes a file without complaint. */
  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.debug("{} is left behind: {}", file, e.toString());
    }
  }
}
