package io.stemma.storage.local;

import io.stemma.storage.StoreAccess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A disk that remembers what is durable. Files live in a real directory, where stores read them;
 * beside it is kept which bytes were forced, and which names were forced in their directories. Any
 * number of stores, as if in several processes, may use the disk.
 *
 * <p>{@link #crash()} ends all calls; {@link #crashAt(long)} does so before the k-th. {@link
 * #survivors(Path, long)} then writes what a disk may show after the machine has started again: of
 * bytes not forced nothing, a part, zeros or all; of names not forced in their directory (links,
 * new directories, deletions) any subset, as disks write in any order.
 */
final class CrashingDisk implements FileCalls {
  /** The machine is down. */
  static final class Crashed extends IOException {
    private static final long serialVersionUID = 1L;

    Crashed() {
      super("the machine has crashed");
    }
  }

  private abstract static class Node {}

  private static final class FileNode extends Node {
    final List<byte[]> written = new ArrayList<>();
    int length;
    int durable;

    byte[] bytes() {
      ByteBuffer all = ByteBuffer.allocate(length);
      written.forEach(all::put);
      return all.array();
    }
  }

  private static final class DirectoryNode extends Node {
    final Map<String, Node> names = new TreeMap<>();
    final Map<String, Node> durable = new TreeMap<>();

    /** Made and removed since the last fsync: the disk may have written the first only. */
    final Map<String, Node> removed = new TreeMap<>();
  }

  private final Path live;
  private final DirectoryNode top = new DirectoryNode();
  private final SystemFileCalls system = new SystemFileCalls();
  private long calls;
  private long crashAt = Long.MAX_VALUE;
  private boolean crashed;

  /** A disk whose files live in an empty directory. */
  CrashingDisk(Path live) throws IOException {
    this.live = Files.createDirectories(live).toRealPath();
  }

  /**
   * The same state on another disk in the same directory, which shows it again. This disk is only
   * good for further copies then: stores on it must not be used.
   */
  synchronized CrashingDisk copy() throws IOException {
    CrashingDisk copy = new CrashingDisk(live);
    IdentityHashMap<Node, Node> copies = new IdentityHashMap<>();
    copies.put(top, copy.top);
    copyNames(top, copies);
    copy.calls = calls;
    SortedMap<String, byte[]> files = new TreeMap<>();
    visible(copy.top, "", files);
    new MirroredFiles(live).set(files);
    return copy;
  }

  private static Node copyOf(Node node, IdentityHashMap<Node, Node> copies) {
    Node known = copies.get(node);
    if (known != null) {
      return known;
    }
    if (node instanceof FileNode file) {
      FileNode copy = new FileNode();
      copy.written.addAll(file.written);
      copy.length = file.length;
      copy.durable = file.durable;
      copies.put(node, copy);
      return copy;
    }
    copies.put(node, new DirectoryNode());
    return copyNames((DirectoryNode) node, copies);
  }

  private static DirectoryNode copyNames(DirectoryNode node, IdentityHashMap<Node, Node> copies) {
    DirectoryNode copy = (DirectoryNode) Objects.requireNonNull(copies.get(node));
    node.names.forEach((name, child) -> copy.names.put(name, copyOf(child, copies)));
    node.durable.forEach((name, child) -> copy.durable.put(name, copyOf(child, copies)));
    node.removed.forEach((name, child) -> copy.removed.put(name, copyOf(child, copies)));
    return copy;
  }

  private static void visible(DirectoryNode node, String path, SortedMap<String, byte[]> files) {
    node.names.forEach(
        (name, child) -> {
          if (child instanceof DirectoryNode directory) {
            files.put(path + name + "/", new byte[0]);
            visible(directory, path + name + "/", files);
          } else {
            files.put(path + name, ((FileNode) child).bytes());
          }
        });
  }

  /** Opens a store on this disk, as a new process would. */
  DirectoryObjectStore open(String name, StoreAccess access) throws IOException {
    return DirectoryObjectStore.open(live.resolve(name), access, this);
  }

  /** Where a store of that name is while the machine runs. */
  Path path(String name) {
    return live.resolve(name);
  }

  /** How many calls there were. */
  synchronized long calls() {
    return calls;
  }

  /** Lets the machine crash before the k-th call from the beginning. */
  synchronized void crashAt(long call) {
    crashAt = call;
  }

  synchronized void crash() {
    crashed = true;
  }

  synchronized boolean crashed() {
    return crashed;
  }

  private void step() throws Crashed {
    calls++;
    crashed |= calls >= crashAt;
    if (crashed) {
      throw new Crashed();
    }
  }

  @Override
  public synchronized NewFile createFile(Path file) throws IOException {
    step();
    NewFile real = system.createFile(file);
    FileNode node = new FileNode();
    parent(file).names.put(name(file), node);
    return new DiskFile(real, node);
  }

  @Override
  public synchronized void link(Path existing, Path link) throws IOException {
    step();
    system.link(existing, link);
    Node node = parent(existing).names.get(name(existing));
    parent(link).names.put(name(link), Objects.requireNonNull(node));
  }

  @Override
  public synchronized void createDirectory(Path directory) throws IOException {
    step();
    system.createDirectory(directory);
    parent(directory).names.put(name(directory), new DirectoryNode());
  }

  @Override
  public synchronized void forceDirectory(Path directory) throws IOException {
    step();
    if (directory.startsWith(live)) {
      DirectoryNode node = directory(directory);
      node.durable.clear();
      node.durable.putAll(node.names);
      node.removed.clear();
    }
  }

  @Override
  public synchronized void delete(Path file) throws IOException {
    step();
    system.delete(file);
    DirectoryNode parent = parent(file);
    Node node = parent.names.remove(name(file));
    if (node != null) {
      parent.removed.put(name(file), node);
    }
  }

  private final class DiskFile implements NewFile {
    private final NewFile real;
    private final FileNode node;

    DiskFile(NewFile real, FileNode node) {
      this.real = real;
      this.node = node;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      synchronized (CrashingDisk.this) {
        step();
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        real.write(bytes);
        node.written.add(copy);
        node.length += copy.length;
      }
    }

    @Override
    public void force() throws IOException {
      synchronized (CrashingDisk.this) {
        step();
        node.durable = node.length;
      }
    }

    @Override
    public void close() throws IOException {
      real.close(); // changes nothing on the disk, so it is no call to crash at
    }
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }

  private DirectoryNode parent(Path path) {
    return directory(Objects.requireNonNull(path.getParent()));
  }

  private DirectoryNode directory(Path path) {
    DirectoryNode node = top;
    for (Path part : live.relativize(path)) {
      if (!part.toString().isEmpty()) {
        node = (DirectoryNode) Objects.requireNonNull(node.names.get(part.toString()));
      }
    }
    return node;
  }

  /**
   * Writes what may have survived into a directory, which is made if absent and holds nothing else
   * afterwards; other seeds, other survivors.
   */
  Path survivors(Path target, long seed) throws IOException {
    Files.createDirectories(target);
    new MirroredFiles(target).set(survivors(seed));
    return target;
  }

  /** The same without writing it: paths with their bytes; those of directories end with a slash. */
  synchronized SortedMap<String, byte[]> survivors(long seed) {
    SortedMap<String, byte[]> survivors = new TreeMap<>();
    collect(top, "", new SplittableRandom(seed), new IdentityHashMap<>(), survivors);
    return survivors;
  }

  private static void collect(
      DirectoryNode node,
      String path,
      SplittableRandom random,
      Map<FileNode, byte[]> contents,
      SortedMap<String, byte[]> survivors) {
    TreeSet<String> names = new TreeSet<>(node.names.keySet());
    names.addAll(node.durable.keySet());
    names.addAll(node.removed.keySet());
    for (String name : names) {
      Node child = surviving(node, name, random);
      if (child instanceof DirectoryNode directory) {
        survivors.put(path + name + "/", new byte[0]);
        collect(directory, path + name + "/", random, contents, survivors);
      } else if (child instanceof FileNode file) {
        survivors.put(path + name, contents.computeIfAbsent(file, f -> content(f, random)));
      }
    }
  }

  private static @Nullable Node surviving(
      DirectoryNode node, String name, SplittableRandom random) {
    Node durable = node.durable.get(name);
    Node current = node.names.get(name);
    Node removed = node.removed.get(name);
    List<@Nullable Node> possible = new ArrayList<>();
    possible.add(durable);
    possible.add(current);
    if (removed != null) {
      possible.add(removed);
    }
    return possible.get(random.nextInt(possible.size()));
  }

  private static byte[] content(FileNode file, SplittableRandom random) {
    byte[] all = file.bytes();
    int lost = all.length - file.durable;
    int kept = file.durable + (lost == 0 ? 0 : random.nextInt(lost + 1));
    return switch (random.nextInt(4)) {
      case 0 -> Arrays.copyOf(all, file.durable);
      case 1 -> Arrays.copyOf(all, kept);
      case 2 -> Arrays.copyOf(Arrays.copyOf(all, kept), all.length);
      default -> all;
    };
  }
}
