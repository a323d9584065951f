package io.stemma.internal.format.v1;

import io.stemma.internal.base.ByteReader;
import io.stemma.internal.base.ByteWriter;
import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a tree holds for a path.
 *
 * @param directory whether this is a directory that carries attributes; else a file
 * @param length bytes of the file; 0 for a directory
 * @param content what the file consists of: chunks, or one {@link ChunkList} of a level
 * @param listLevel 0 if {@code content} are chunks, else 1 more than the level of the chunk list
 * @param modified time of last modification, where kept
 * @param executable whether the file is executable, where kept
 * @param elementType element type of the samples, or 0 where not known
 * @param attributes the attributes as canonical JSON; empty for none
 */
public record FileEntry(
    boolean directory,
    long length,
    List<ChunkRef> content,
    int listLevel,
    Optional<Instant> modified,
    boolean executable,
    int elementType,
    String attributes) {

  /** Longest value in a tree node; a longer one is an object of its own. */
  public static final int MAX_INLINE = 256;

  /** How many chunks an entry lists itself; more go into a chunk list. */
  public static final int MAX_CHUNKS = 5;

  /** Longest attributes of one path in bytes. */
  public static final int MAX_ATTRIBUTES = 1 << 20;

  private static final int DIRECTORY = 1;
  private static final int EXTERNAL = 2;
  private static final int KNOWN_KINDS = DIRECTORY | EXTERNAL;
  private static final int EXECUTABLE = 1;
  private static final int MODIFIED = 2;
  private static final int ELEMENT_TYPE = 4;
  private static final int ATTRIBUTES = 8;
  private static final int KNOWN_FLAGS = 15;

  /** A directory without attributes yet. */
  public static final FileEntry DIRECTORY_ENTRY =
      new FileEntry(true, 0, List.of(), 0, Optional.empty(), false, 0, "");

  /** Copies the list. */
  public FileEntry {
    content = List.copyOf(content);
  }

  /** A file of some content. */
  public static FileEntry file(long length, List<ChunkRef> content, int listLevel) {
    return new FileEntry(false, length, content, listLevel, Optional.empty(), false, 0, "");
  }

  /** The same with other attributes. */
  public FileEntry withAttributes(String json) {
    return new FileEntry(
        directory, length, content, listLevel, modified, executable, elementType, json);
  }

  /** Whether content is the same, whatever the attributes. */
  public boolean sameContent(FileEntry o) {
    return directory == o.directory
        && length == o.length
        && listLevel == o.listLevel
        && content.equals(o.content);
  }

  /** The whole entry. It fits a tree node if it is at most {@link #MAX_INLINE} bytes long. */
  public byte[] encode() {
    ByteWriter out = new ByteWriter(64 + content.size() * 36 + attributes.length());
    out.u8(directory ? DIRECTORY : 0);
    if (!directory) {
      out.varint(length);
    }
    int flags =
        (executable ? EXECUTABLE : 0)
            | (modified.isPresent() ? MODIFIED : 0)
            | (elementType != 0 ? ELEMENT_TYPE : 0)
            | (attributes.isEmpty() ? 0 : ATTRIBUTES);
    out.u8(flags);
    if (!directory) {
      out.u8(listLevel).varint(content.size());
      for (ChunkRef chunk : content) {
        out.hash(chunk.id()).varint(chunk.length());
      }
    }
    modified.ifPresent(t -> out.i64(t.getEpochSecond()).i32(t.getNano()));
    if (elementType != 0) {
      out.u8(elementType);
    }
    if (!attributes.isEmpty()) {
      out.string(attributes);
    }
    return out.toBytes();
  }

  /** The short form of an entry that is an object of its own: what counts need, and its id. */
  public static byte[] encodeExternal(FileEntry entry, Hash valueId) {
    ByteWriter out = new ByteWriter(48);
    out.u8(EXTERNAL | (entry.directory ? DIRECTORY : 0));
    if (!entry.directory) {
      out.varint(entry.length);
    }
    return out.hash(valueId).toBytes();
  }

  /** Bytes of the file, or -1 for a directory, without decoding the rest. */
  public static long measure(byte[] value, int offset, int size) {
    ByteReader in = new ByteReader(value, offset, size);
    return (kind(in) & DIRECTORY) != 0 ? -1 : in.varint();
  }

  /** The id of the object that holds the entry, if it is not in this value itself. */
  public static Optional<Hash> external(byte[] value) {
    ByteReader in = new ByteReader(value);
    int kind = kind(in);
    if ((kind & EXTERNAL) == 0) {
      return Optional.empty();
    }
    if ((kind & DIRECTORY) == 0) {
      in.varint();
    }
    Hash id = in.hash();
    in.expectEnd();
    return Optional.of(id);
  }

  private static int kind(ByteReader in) {
    int kind = in.u8();
    if ((kind & ~KNOWN_KINDS) != 0) {
      throw new MalformedException("an entry of kind " + kind + ", which this version has not");
    }
    return kind;
  }

  /** Decodes a whole entry. */
  public static FileEntry decode(byte[] value) {
    ByteReader in = new ByteReader(value);
    int kind = kind(in);
    if ((kind & EXTERNAL) != 0) {
      throw new MalformedException("the short form of an entry where a whole one is expected");
    }
    boolean directory = kind == DIRECTORY;
    long length = directory ? 0 : in.varint();
    int flags = in.u8();
    if ((flags & ~(directory ? ATTRIBUTES : KNOWN_FLAGS)) != 0) {
      throw new MalformedException("an entry with flags " + flags + ", which this version has not");
    }
    int listLevel = directory ? 0 : in.u8();
    List<ChunkRef> content = directory ? List.of() : content(in, length, listLevel);
    Optional<Instant> modified = (flags & MODIFIED) != 0 ? Optional.of(time(in)) : Optional.empty();
    int elementType = (flags & ELEMENT_TYPE) != 0 ? in.u8() : 0;
    String attributes = (flags & ATTRIBUTES) != 0 ? in.string(MAX_ATTRIBUTES) : "";
    in.expectEnd();
    if ((flags & ELEMENT_TYPE) != 0 && elementType == 0
        || (flags & ATTRIBUTES) != 0 && attributes.isEmpty()) {
      throw new MalformedException("an entry that says that it has what it has not");
    }
    return new FileEntry(
        directory,
        length,
        content,
        listLevel,
        modified,
        (flags & EXECUTABLE) != 0,
        elementType,
        attributes);
  }

  private static List<ChunkRef> content(ByteReader in, long length, int listLevel) {
    int count = in.varint(MAX_CHUNKS);
    if (listLevel > ChunkList.MAX_LEVEL + 1 || listLevel > 0 && count != 1) {
      throw new MalformedException("a file with " + count + " chunk lists of level " + listLevel);
    }
    ChunkRef[] chunks = new ChunkRef[count];
    long sum = 0;
    for (int i = 0; i < count; i++) {
      chunks[i] = new ChunkRef(in.hash(), in.varint());
      sum = ChunkList.add(sum, chunks[i].length());
    }
    if (sum != length) {
      throw new MalformedException("a file of " + length + " bytes whose chunks have " + sum);
    }
    return List.of(chunks);
  }

  private static Instant time(ByteReader in) {
    try {
      long second = in.i64();
      int nano = in.i32();
      if (nano >= 0 && nano < 1_000_000_000) {
        return Instant.ofEpochSecond(second, nano);
      }
    } catch (DateTimeException e) {
      throw new MalformedException("a time out of range", e);
    }
    throw new MalformedException("a time out of range");
  }
}
