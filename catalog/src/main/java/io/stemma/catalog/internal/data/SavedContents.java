package io.stemma.catalog.internal.data;

import io.stemma.CommitId;
import io.stemma.internal.engine.ArchiveScan.Head;
import io.stemma.internal.engine.ArchiveScan.Item;
import io.stemma.internal.engine.ArchiveScan.State;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of heads, kept in one file, from which any number of processes may begin. It is written
 * beside and put in its place whole, and never changed; a checksum over all of it says whether it
 * is sound. Whatever is wrong with it makes it no file at all.
 */
public final class SavedContents {
  private static final Logger LOG = LoggerFactory.getLogger(SavedContents.class);
  private static final byte[] MAGIC = "STEMMA catalog 1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int CHECKSUM = Long.BYTES;

  private final Path file;
  private final String archive;

  /**
   * The file of an archive.
   *
   * @param archive its id, which the file must name
   */
  public SavedContents(Path cacheDirectory, String archive) {
    this.file = cacheDirectory.resolve("catalog").resolve(archive + ".heads");
    this.archive = archive;
  }

  /** Where it is. */
  public Path file() {
    return file;
  }

  /** What was kept; nothing if there is no sound file. */
  public Contents load() {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long length = channel.size();
      if (length < MAGIC.length + CHECKSUM || length > Integer.MAX_VALUE) {
        throw new IOException("a file of " + length + " bytes");
      }
      byte[] bytes = new byte[(int) length]; // mapped, it would end the process when truncated
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining() && channel.read(rest) >= 0) {}
      return decode(bytes);
    } catch (NoSuchFileException e) {
      return Contents.NONE;
    } catch (IOException | RuntimeException e) {
      LOG.info("the catalog in {} is not sound and is made anew: {}", file, e.toString());
      return Contents.NONE;
    }
  }

  private Contents decode(byte[] all) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(all);
    CRC32C crc = new CRC32C();
    crc.update(all, 0, all.length - CHECKSUM);
    if (crc.getValue() != bytes.getLong(bytes.limit() - CHECKSUM)) {
      throw new IOException("its checksum is wrong");
    }
    bytes.limit(bytes.limit() - CHECKSUM);
    byte[] magic = new byte[MAGIC.length];
    bytes.get(magic);
    if (!Arrays.equals(magic, MAGIC) || !text(bytes).equals(archive)) {
      throw new IOException("it is of another version or archive");
    }
    try {
      List<HeadTable> heads = new ArrayList<>();
      for (int left = bytes.getInt(); left > 0; left--) {
        heads.add(head(bytes));
      }
      return new Contents(new State(-1, List.of(), List.of()), heads, List.of(), Map.of());
    } catch (BufferUnderflowException | DateTimeException e) {
      throw new IOException("it does not follow its format", e);
    }
  }

  private static HeadTable head(ByteBuffer bytes) throws IOException {
    Head head = new Head(text(bytes), text(bytes), new CommitId(text(bytes)));
    List<Item> items = new ArrayList<>();
    for (int left = bytes.getInt(); left > 0; left--) {
      items.add(item(bytes));
    }
    return new HeadTable(head, items);
  }

  private static Item item(ByteBuffer bytes) throws IOException {
    int flags = bytes.get();
    String path = text(bytes);
    long length = bytes.getLong();
    Optional<Instant> modified =
        (flags & 4) != 0
            ? Optional.of(Instant.ofEpochSecond(bytes.getLong(), bytes.getInt()))
            : Optional.empty();
    return new Item(path, (flags & 1) != 0, length, modified, (flags & 2) != 0, text(bytes));
  }

  private static String text(ByteBuffer bytes) throws IOException {
    int length = bytes.getInt();
    if (length < 0 || length > bytes.remaining()) {
      throw new IOException("a text of " + length + " bytes");
    }
    byte[] utf8 = new byte[length];
    bytes.get(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  /** Keeps the files of the heads; whether that was done. */
  public boolean save(Contents contents) {
    Path beside = file.resolveSibling(archive + "." + UUID.randomUUID() + ".new");
    try {
      Files.createDirectories(beside.getParent());
      try {
        write(contents, beside);
        Files.move(
            beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(beside);
      }
      return true;
    } catch (IOException e) {
      LOG.info("the catalog cannot be kept in {}: {}", file, e.toString());
      return false;
    }
  }

  private void write(Contents contents, Path target) throws IOException {
    CRC32C crc = new CRC32C();
    try (OutputStream plain = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW);
        DataOutputStream out =
            new DataOutputStream(
                new CheckedOutputStream(new BufferedOutputStream(plain, 1 << 16), crc))) {
      out.write(MAGIC);
      text(out, archive);
      out.writeInt(contents.heads().size());
      for (HeadTable table : contents.heads()) {
        text(out, table.head().repository());
        text(out, table.head().branch());
        text(out, table.head().commit().value());
        out.writeInt(table.items().size());
        for (Item item : table.items()) {
          write(out, item);
        }
      }
      out.writeLong(crc.getValue());
    }
  }

  private static void write(DataOutputStream out, Item item) throws IOException {
    int kind = (item.directory() ? 1 : 0) | (item.executable() ? 2 : 0);
    out.writeByte(kind | (item.modified().isPresent() ? 4 : 0));
    text(out, item.path());
    out.writeLong(item.length());
    if (item.modified().isPresent()) {
      Instant modified = item.modified().get();
      out.writeLong(modified.getEpochSecond());
      out.writeInt(modified.getNano());
    }
    text(out, item.attributes());
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }
}
