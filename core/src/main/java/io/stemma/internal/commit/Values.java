package io.stemma.internal.commit;

import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.chunks.ChunkSink;
import io.stemma.internal.chunks.ChunkSource;
import io.stemma.internal.chunks.Faults;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.ObjectHeader;
import io.stemma.internal.format.v1.UnsupportedVersionException;
import java.util.Arrays;
import java.util.Optional;

/** Entries as values of a tree: in the node where they are short, else as objects of their own. */
public final class Values {
  private Values() {}

  /** The value of an entry; a long one goes into the sink. */
  public static byte[] encode(FileEntry entry, ChunkSink sink) {
    byte[] whole = entry.encode();
    if (whole.length <= FileEntry.MAX_INLINE) {
      return whole;
    }
    Hash id = sink.write(Kind.VALUE, ObjectHeader.wrap(Kind.VALUE.tag(), whole));
    return FileEntry.encodeExternal(entry, id);
  }

  /** The entry of a value. */
  public static FileEntry decode(byte[] value, ChunkSource source) {
    Optional<Hash> external = FileEntry.external(value);
    if (external.isEmpty()) {
      return FileEntry.decode(value);
    }
    byte[] object = source.read(Kind.VALUE, external.get());
    try {
      return decode(object, Math.max(0, FileEntry.measure(value, 0, value.length)));
    } catch (MalformedException | UnsupportedVersionException e) {
      throw Faults.damaged(Kind.VALUE + " " + external.get(), e);
    }
  }

  /** The bytes of an entry as {@link FileEntry#encode} gives them, without decoding them. */
  static byte[] whole(byte[] value, ChunkSource source) {
    Optional<Hash> external = FileEntry.external(value);
    if (external.isEmpty()) {
      return value;
    }
    byte[] object = source.read(Kind.VALUE, external.get());
    try {
      ObjectHeader.check(object, 0, object.length, Kind.VALUE.tag());
    } catch (MalformedException | UnsupportedVersionException e) {
      throw Faults.damaged(Kind.VALUE + " " + external.get(), e);
    }
    return Arrays.copyOfRange(object, ObjectHeader.BYTES, object.length);
  }

  private static FileEntry decode(byte[] object, long length) {
    ObjectHeader.check(object, 0, object.length, Kind.VALUE.tag());
    FileEntry entry =
        FileEntry.decode(Arrays.copyOfRange(object, ObjectHeader.BYTES, object.length));
    if (length != entry.length()) {
      throw new MalformedException("it has another length than the tree says");
    }
    return entry;
  }
}
