package io.stemma.internal.ingest;

import io.stemma.internal.base.ByteReader;
import io.stemma.internal.base.ByteWriter;
import io.stemma.internal.base.Hash;
import io.stemma.internal.chunks.Content;
import io.stemma.internal.format.v1.ChunkRef;
import io.stemma.internal.format.v1.FileEntry;

/**
 * What a file looked like when it was taken in, and what was in it.
 *
 * @param name its name in its directory, as on disk
 */
record KnownFile(String name, long modified, long changed, long inode, int mode, Content content) {
  static final int MAX_NAME = 1 << 16;

  static KnownFile of(String name, FileStat stat, Content content) {
    return new KnownFile(
        name, stat.modifiedNanos(), stat.changed(), stat.inode(), stat.mode(), content);
  }

  boolean matches(FileStat stat) {
    return content.length() == stat.size()
        && modified == stat.modifiedNanos()
        && changed == stat.changed()
        && changed != FileStat.UNKNOWN
        && inode == stat.inode()
        && mode == stat.mode();
  }

  void write(ByteWriter out) {
    out.string(name).i64(modified).i64(changed).i64(inode).i32(mode);
    out.varint(content.length()).u8(content.listLevel()).varint(content.parts().size());
    for (ChunkRef part : content.parts()) {
      out.hash(part.id()).varint(part.length());
    }
  }

  static KnownFile read(ByteReader in) {
    String name = in.string(MAX_NAME);
    long modified = in.i64();
    long changed = in.i64();
    long inode = in.i64();
    int mode = in.i32();
    long length = in.varint();
    int listLevel = in.u8();
    ChunkRef[] parts = new ChunkRef[in.varint(FileEntry.MAX_CHUNKS)];
    for (int i = 0; i < parts.length; i++) {
      Hash id = in.hash();
      parts[i] = new ChunkRef(id, in.varint());
    }
    Content content = new Content(length, java.util.List.of(parts), listLevel);
    return new KnownFile(name, modified, changed, inode, mode, content);
  }
}
