package io.stemma.benchmarks.compare;

import io.stemma.benchmarks.Directories;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * The files that are ingested: a copy of those given, always at the same path, with changes that
 * come and go. What does not change keeps its inode and its times, so that every tool can know it
 * again as it would in a user's directory.
 */
public final class WorkTree {
  /** How many files the last change touches. */
  static final int CHANGED = 10;

  /** The file that is added. */
  static final String ADDED = "added-by-compare.txt";

  private static final int ADDED_BYTES = 1024;
  private static final int RANGE = 1 << 20;
  private static final long SEED = 1;

  private final Path root;
  private final Overlay edit;
  private final Overlay added;
  private final Overlay ten;
  private final List<FileRange> files; // each as a whole, the length only up to RANGE
  private final long bytes;

  private WorkTree(Path root, Path work, Path data) throws IOException, InterruptedException {
    this.root = root;
    this.edit = new Overlay(root, work.resolve("edit"), work.resolve("before-edit"));
    this.added = new Overlay(root, work.resolve("added"), work.resolve("before-added"));
    this.ten = new Overlay(root, work.resolve("ten"), work.resolve("before-ten"));
    List<FileRange> found = new ArrayList<>();
    long sum = 0;
    for (Path file : Directories.files(root)) {
      long size = Files.size(root.resolve(file));
      sum += size;
      found.add(new FileRange(file.toString(), size, (int) Math.min(size, RANGE)));
    }
    if (found.size() < CHANGED) {
      throw new IOException(data + " has only " + found.size() + " files");
    }
    files = found;
    bytes = sum;
    Edits.write(data, files, root, edit.changed());
    prepareTen();
    byte[] text = new byte[ADDED_BYTES];
    new SplittableRandom(SEED).nextBytes(text);
    Files.createDirectories(added.changed());
    Files.write(added.changed().resolve(ADDED), text);
  }

  /**
   * Copies a directory.
   *
   * @param data what to copy
   * @param work where to put the copy and its changes; made if absent
   */
  public static WorkTree copyOf(Path data, Path work) throws IOException, InterruptedException {
    Path root = Files.createDirectories(work.resolve("tree")).toRealPath();
    new Command("cp", "-r", data.toRealPath() + "/.", root.toString()).run();
    return new WorkTree(root, work.toRealPath(), data);
  }

  private void prepareTen() throws IOException {
    int chosen = 0;
    for (int i = 0; i < files.size() && chosen < CHANGED; i++) {
      int index = (int) ((long) chosen * files.size() / CHANGED) + i % files.size();
      FileRange file = files.get(index % files.size());
      Path target = ten.changed().resolve(file.path());
      if (file.offset() > 0
          && !Files.exists(edit.changed().resolve(file.path()))
          && !Files.exists(target)) {
        byte[] content = Files.readAllBytes(root.resolve(file.path()));
        content[content.length / 2] ^= 1;
        Files.createDirectories(target.getParent());
        Files.write(target, content);
        chosen++;
      }
    }
    if (chosen < CHANGED) {
      throw new IOException("fewer than " + CHANGED + " files can be changed");
    }
  }

  /** Where the files are. */
  public Path root() {
    return root;
  }

  /** How many files there are before any change. */
  int files() {
    return files.size();
  }

  /** How many bytes they have. */
  long bytes() {
    return bytes;
  }

  Overlay edit() {
    return edit;
  }

  Overlay added() {
    return added;
  }

  Overlay ten() {
    return ten;
  }

  /**
   * Random parts, of one MiB where files are as long, of files that no change touches, each file at
   * most once; the longest files first.
   *
   * @param count how many at most
   * @param seed of the choice
   */
  public List<FileRange> ranges(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<FileRange> all = new ArrayList<>(files);
    Collections.shuffle(all, new java.util.Random(seed));
    all.sort((a, b) -> Integer.compare(b.length(), a.length()));
    List<FileRange> ranges = new ArrayList<>();
    for (FileRange file : all) {
      if (ranges.size() < count && !Files.exists(edit.changed().resolve(file.path()))) {
        long room = file.offset() - file.length();
        ranges.add(new FileRange(file.path(), random.nextLong(room + 1), file.length()));
      }
    }
    return ranges;
  }

  /** Reads all files below a directory, so that they are in the page cache. */
  public static void warm(Path directory) throws IOException {
    byte[] buffer = new byte[1 << 20];
    try (Stream<Path> walk = Files.walk(directory)) {
      for (Path file : (Iterable<Path>) walk.filter(Files::isRegularFile)::iterator) {
        try (InputStream in = Files.newInputStream(file)) {
          while (in.read(buffer) >= 0) {}
        }
      }
    }
  }
}
