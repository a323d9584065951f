package io.stemma.internal.output;

import io.stemma.InvalidNameException;
import io.stemma.NotFoundException;
import io.stemma.Output;
import io.stemma.internal.chunks.ChunkSink;
import io.stemma.internal.chunks.Content;
import io.stemma.internal.chunks.ContentWriter;
import io.stemma.internal.commit.TreeItem;
import io.stemma.internal.path.TreePath;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes what one datum writes. Content goes into the sink as it comes, in the thread that writes
 * it; nothing of it is left in memory but the entries of the files. After the end nothing more goes
 * into the sink. Safe for use by several threads.
 */
public final class DatumOutput implements Output {
  private final TreePath datum;
  private final Function<Path, Optional<Place>> places;
  private final DatumFiles files;

  /** Made when it is asked for: many transformations write by name. */
  private volatile @Nullable OutputFileSystem fileSystem;

  /**
   * Begins with nothing.
   *
   * @param datum the directory below which relative names lie
   * @param sink takes the content; has what it took
   * @param places where an input is, if the path is one of the datum's
   * @param scratch gives a directory of the local disk for files that are not written front to back
   */
  public DatumOutput(
      TreePath datum,
      ChunkSink sink,
      Function<Path, Optional<Place>> places,
      Supplier<Path> scratch) {
    this.datum = datum;
    this.places = places;
    this.files = new DatumFiles(datum, sink, scratch);
  }

  private TreePath at(String name) {
    Objects.requireNonNull(name, "name");
    if (name.isEmpty()) {
      throw new InvalidNameException(
          "the name \"\" is empty; name a file or directory of the datum " + datum);
    }
    TreePath typed = TreePath.of(name);
    return name.startsWith("/") ? typed : datum.resolve(typed);
  }

  @Override
  public Path path(String name) {
    TreePath at = at(name);
    files.life().check();
    OutputFileSystem known = fileSystem;
    if (known == null) {
      synchronized (this) {
        known = fileSystem == null ? new OutputFileSystem(files, datum) : fileSystem;
        fileSystem = known;
      }
    }
    return known.getPath(at.toString());
  }

  @Override
  public OutputStream stream(String name) {
    TreePath at = at(name);
    files.life().check();
    files.tree().checkFile(at);
    try {
      return new OutputFileStream(files.begin(at, OpenMode.OVERWRITE));
    } catch (IOException e) {
      files.tree().checkFile(at); // Another thread has put something there meanwhile.
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Output write(String name, byte[] content) {
    TreePath at = at(name);
    Objects.requireNonNull(content, "content");
    files.life().check();
    files.tree().checkFile(at);
    Content written = new ContentWriter(files.sink()).write(content);
    files.change(() -> files.tree().write(at, written));
    return this;
  }

  @Override
  public Output write(String name, String content) {
    Objects.requireNonNull(content, "content");
    return write(name, content.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Output copy(Path input, String name) {
    Objects.requireNonNull(input, "input");
    TreePath at = at(name);
    files.life().check();
    Place place =
        places
            .apply(input)
            .orElseThrow(
                () ->
                    new NotFoundException(
                        input
                            + " is no input of the datum "
                            + datum
                            + "; copy what the datum gives as paths, or write it"));
    Iterator<TreeItem> items = place.tree().walk(place.path(), true);
    if (!items.hasNext()) {
      throw new NotFoundException(
          "there is nothing at " + input + ", which was to be copied to " + at);
    }
    while (items.hasNext()) {
      copy(items.next(), place.path(), at);
    }
    return this;
  }

  private void copy(TreeItem item, TreePath from, TreePath to) {
    TreePath path = item.path().rebase(from, to);
    files.change(
        () -> {
          if (!item.directory()) {
            files.tree().put(path, item.entry().orElseThrow());
          } else if (!path.isRoot()) {
            files.tree().putDirectory(path, item.entry().orElseThrow());
          }
        });
  }

  @Override
  public Output attribute(String name, String attribute, Object value) {
    TreePath at = at(name);
    Objects.requireNonNull(attribute, "attribute");
    Objects.requireNonNull(value, "value");
    files.change(() -> files.tree().describe(at, attribute, value));
    return this;
  }

  /**
   * Ends the datum, which has succeeded. A second call fails, and so does every write from now on.
   *
   * @return the files, and the directories of which something is said, in the order of their keys
   * @throws IllegalStateException if a stream or channel is open, or could not be written: its file
   *     would be half a file
   * @throws io.stemma.AlreadyExistsException if something is said of a path below a file
   */
  public List<OutputFile> finish() {
    return files.finish();
  }

  /**
   * Ends the datum, which has failed: all that was written is forgotten. Waits for a chunk that is
   * being written; does nothing if the datum has ended.
   */
  public void drop() {
    files.drop();
  }

  /** One line: the datum. */
  @Override
  public String toString() {
    return "output of " + datum;
  }
}
