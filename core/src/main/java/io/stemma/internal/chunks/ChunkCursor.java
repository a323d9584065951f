package io.stemma.internal.chunks;

import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.format.v1.ChunkList;
import io.stemma.internal.format.v1.ChunkRef;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.UnsupportedVersionException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Walks the chunks of a file, front to back or from any position; reads only the chunk lists on its
 * way. Used by one thread at a time.
 */
public final class ChunkCursor {
  private record Frame(List<ChunkRef> items, int level, int next, long begin) {}

  private final ChunkSource source;
  private final Content content;
  private final Deque<Frame> stack = new ArrayDeque<>();
  private ChunkRef chunk = new ChunkRef(Hash.of(new byte[0]), 0);
  private long begin;

  /** Stands before the first chunk. */
  public ChunkCursor(ChunkSource source, Content content) {
    this.source = source;
    this.content = content;
    seek(0);
  }

  /** Stands before the chunk that holds a position. */
  public void seek(long position) {
    stack.clear();
    stack.push(new Frame(content.parts(), content.listLevel() - 1, 0, 0));
    begin = 0;
    chunk = new ChunkRef(chunk.id(), 0);
    if (position <= 0) {
      return;
    }
    while (true) {
      Frame top = stack.pop();
      int i = top.next();
      long at = top.begin();
      while (i < top.items().size() && at + top.items().get(i).length() <= position) {
        at += top.items().get(i++).length();
      }
      stack.push(new Frame(top.items(), top.level(), i, at));
      if (i == top.items().size() || top.level() < 0) {
        return;
      }
      descend();
    }
  }

  /** Reads first: a list that cannot be read now is not passed over, but tried again. */
  private void descend() {
    Frame top = stack.element();
    ChunkRef list = top.items().get(top.next());
    ChunkList node = read(source, list, top.level());
    stack.pop();
    stack.push(new Frame(top.items(), top.level(), top.next() + 1, top.begin() + list.length()));
    stack.push(new Frame(node.items(), node.level() - 1, 0, top.begin()));
  }

  /** A chunk list that is what its parent says of it. */
  public static ChunkList read(ChunkSource source, ChunkRef list, int level) {
    byte[] object = source.read(Kind.CHUNK_LIST, list.id());
    try {
      ChunkList node = ChunkList.decode(object);
      if (node.level() != level || node.length() != list.length()) {
        throw new MalformedException("it is not of the level and length that its parent says");
      }
      return node;
    } catch (MalformedException | UnsupportedVersionException e) {
      throw Faults.damaged(Kind.CHUNK_LIST + " " + list.id(), e);
    }
  }

  /** Moves on; false behind the last chunk. */
  public boolean next() {
    while (!stack.isEmpty()) {
      Frame top = stack.peek();
      if (top.next() == top.items().size()) {
        stack.pop();
      } else if (top.level() >= 0) {
        descend();
      } else {
        stack.pop();
        chunk = top.items().get(top.next());
        begin = top.begin();
        stack.push(new Frame(top.items(), top.level(), top.next() + 1, begin + chunk.length()));
        return true;
      }
    }
    return false;
  }

  /** The chunk at which this stands. */
  public ChunkRef chunk() {
    return chunk;
  }

  /** Where in the file it begins. */
  public long begin() {
    return begin;
  }

  /** Where in the file it ends, exclusive. */
  public long end() {
    return begin + chunk.length();
  }
}
