package io.stemma.internal.output;

import static java.util.stream.Collectors.joining;

import io.stemma.AlreadyExistsException;
import io.stemma.internal.chunks.ChunkSink;
import io.stemma.internal.chunks.Content;
import io.stemma.internal.chunks.ContentChannel;
import io.stemma.internal.chunks.ContentReader;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.path.TreePath;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What a datum has written, and what is being written. Safe for use by several threads: what one of
 * them does while another one ends the datum is either done, or fails.
 */
final class DatumFiles {
  private final DatumLife life;
  private final ChunkSink sink;
  private final OutputTree tree;
  private final Supplier<Path> scratch;
  private final Set<OutputChannel> open = ConcurrentHashMap.newKeySet();

  DatumFiles(TreePath datum, ChunkSink sink, Supplier<Path> scratch) {
    this.life = new DatumLife(datum.toString());
    this.sink = new DatumSink(sink, life);
    this.tree = new OutputTree(datum);
    this.scratch = scratch;
  }

  DatumLife life() {
    return life;
  }

  /** Takes chunks until the datum ends. */
  ChunkSink sink() {
    return sink;
  }

  /** What was written so far. */
  OutputTree tree() {
    return tree;
  }

  /** A directory for temporary files. */
  Path scratch() {
    return scratch.get();
  }

  /** Changes the tree, before the end. */
  void change(Runnable change) {
    life.during(
        () -> {
          change.run();
          return true;
        });
  }

  /** Opens a file for whatever the mode says. */
  SeekableByteChannel open(TreePath path, OpenMode mode) throws IOException {
    return mode.write() || mode.deleteOnClose() ? begin(path, mode) : read(path);
  }

  private SeekableByteChannel read(TreePath path) throws IOException {
    life.check();
    FileEntry entry = tree.file(path).orElseThrow(() -> missing(path));
    return new ContentChannel(new ContentReader(sink, Content.of(entry)));
  }

  private FileSystemException missing(TreePath path) {
    return tree.isDirectory(path)
        ? new FileSystemException(path.toString(), null, "is a directory")
        : new NoSuchFileException(path.toString());
  }

  /** Begins to write a file, which is there once the channel is closed. */
  OutputChannel begin(TreePath path, OpenMode mode) throws IOException {
    return life.during(
        () -> {
          synchronized (tree) {
            return add(path, mode);
          }
        });
  }

  private OutputChannel add(TreePath path, OpenMode mode) throws IOException {
    if (mode.createNew() && (tree.isTaken(path) || isBeingWritten(path))) {
      throw new FileAlreadyExistsException(path.toString());
    }
    Optional<FileEntry> old = tree.file(path);
    if (old.isEmpty() && !mode.create() && !mode.createNew()) {
      throw missing(path);
    }
    try {
      tree.checkFile(path);
    } catch (AlreadyExistsException e) {
      throw OutputFailures.of(path, e);
    }
    Content before = mode.truncate() ? Content.EMPTY : old.map(Content::of).orElse(Content.EMPTY);
    OutputChannel channel = new OutputChannel(this, path, mode, before);
    open.add(channel);
    return channel;
  }

  private boolean isBeingWritten(TreePath path) {
    return half().anyMatch(channel -> channel.path().equals(path));
  }

  /** The channels whose files are not whole yet. */
  private Stream<OutputChannel> half() {
    return open.stream().filter(channel -> channel.mode().write());
  }

  /** A channel has written a whole file. */
  void written(OutputChannel channel, Content content) {
    change(
        () -> {
          tree.write(channel.path(), content);
          open.remove(channel);
        });
  }

  /** A channel that wrote nothing was closed. */
  void closed(OutputChannel channel) {
    change(() -> open.remove(channel));
  }

  /** A channel was closed whose file is not wanted. */
  void dropped(OutputChannel channel) {
    change(
        () -> {
          if (tree.file(channel.path()).isPresent()) {
            tree.remove(channel.path());
          }
          open.remove(channel);
        });
  }

  /** Ends the datum; what is open is half a file. */
  List<OutputFile> finish() {
    if (!life.end()) {
      life.check();
    }
    try {
      checkAllClosed();
      return tree.all();
    } finally {
      open.forEach(OutputChannel::abandon);
    }
  }

  /** Ends the datum, unless it has ended. */
  void drop() {
    if (life.end()) {
      open.forEach(OutputChannel::abandon);
    }
  }

  private void checkAllClosed() {
    for (OutputChannel channel : half().toList()) {
      Exception failure = channel.failure();
      if (failure != null) {
        throw new IllegalStateException(
            "the file " + channel.path() + " was not written whole: " + failure.getMessage(),
            failure);
      }
    }
    String names = half().map(c -> c.path().toString()).sorted().collect(joining(", "));
    if (!names.isEmpty()) {
      throw new IllegalStateException(
          "left open: "
              + names
              + "; close what is written, as try (...) does, before the transformation returns");
    }
  }
}
