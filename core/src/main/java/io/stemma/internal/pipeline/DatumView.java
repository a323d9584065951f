package io.stemma.internal.pipeline;

import io.stemma.Attributes;
import io.stemma.Datum;
import io.stemma.Input;
import io.stemma.NotFoundException;
import io.stemma.internal.base.Hash;
import io.stemma.internal.commit.FileTree;
import io.stemma.internal.datum.DatumSpec;
import io.stemma.internal.datum.Item;
import io.stemma.internal.datum.Slot;
import io.stemma.internal.format.v1.CanonicalJson;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.output.Place;
import io.stemma.internal.path.TreePath;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** A datum as a transformation sees it: paths into the commits that the job reads. */
final class DatumView implements Datum, AutoCloseable {
  private static final Clock STANDING = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  private final PipelineArchive archive;
  private final DatumSpec spec;
  private final InputState inputs;
  private final Hash key;
  private final Map<Path, Item> given = new HashMap<>();
  private final IdentityHashMap<Input.Selection, FileSystem> visible = new IdentityHashMap<>();

  /** What was read, or handed on, by the number of the selection. */
  private final Map<Integer, Set<TreePath>> opened = new ConcurrentHashMap<>();

  private final ScratchDirectory scratch;

  DatumView(PipelineArchive archive, DatumSpec spec, InputState inputs, Hash key) {
    this.archive = archive;
    this.spec = spec;
    this.inputs = inputs;
    this.key = key;
    this.scratch = new ScratchDirectory("datum " + spec.name());
  }

  @Override
  public String name() {
    return spec.name();
  }

  private Slot slot(String input) {
    return spec.slots().stream()
        .filter(slot -> slot.input().equals(input))
        .findFirst()
        .orElseThrow(
            () ->
                new NotFoundException(
                    "datum "
                        + name()
                        + " has no input "
                        + input
                        + ", only "
                        + spec.slots().stream().map(Slot::input).toList()));
  }

  private static Item only(Slot slot, String datum) {
    if (slot.items().size() != 1) {
      throw new NotFoundException(
          "input "
              + slot.input()
              + " of datum "
              + datum
              + " has "
              + slot.items().size()
              + " paths and not one; ask for paths(\""
              + slot.input()
              + "\")");
    }
    return slot.items().get(0);
  }

  private synchronized Path path(Item item) {
    Path path =
        visible
            .computeIfAbsent(
                item.selection(),
                read ->
                    archive.fileSystem(
                        new VisibleCommit(
                            inputs.commit(read),
                            items(read),
                            used -> opened(inputs.number(read), used))))
            .getPath(item.path().toString());
    given.put(path, item);
    return path;
  }

  /** What the datum sees of a selection, whichever of its inputs that belongs to. */
  private List<TreePath> items(Input.Selection selection) {
    return spec.slots().stream()
        .flatMap(slot -> slot.items().stream())
        .filter(item -> item.selection().equals(selection))
        .map(Item::path)
        .toList();
  }

  private void opened(int selection, TreePath path) {
    opened.computeIfAbsent(selection, number -> ConcurrentHashMap.newKeySet()).add(path);
  }

  /** What was really used of a slot, in the order of the paths. */
  List<String> opened(Slot slot) {
    TreeSet<String> paths = new TreeSet<>();
    for (Item item : slot.items()) {
      for (TreePath path : opened.getOrDefault(inputs.number(item.selection()), Set.of())) {
        if (item.path().contains(path)) {
          paths.add(path.text());
        }
      }
    }
    return List.copyOf(paths);
  }

  /** Where a path of this datum, or one below it, is stored, as it is going to be handed on. */
  synchronized Optional<Place> place(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    for (Path up = absolute; up != null; up = up.getParent()) {
      Item found = given.get(up);
      if (found != null) {
        TreePath at = TreePath.of(absolute.toString());
        opened(inputs.number(found.selection()), at);
        return Optional.of(new Place(inputs.tree(found.selection()), at));
      }
    }
    return Optional.empty();
  }

  @Override
  public Path path() {
    return path(only(spec.slots().get(0), name()));
  }

  @Override
  public Path path(String input) {
    Objects.requireNonNull(input, "input");
    return path(only(slot(input), name()));
  }

  @Override
  public List<Path> paths(String input) {
    Objects.requireNonNull(input, "input");
    List<Path> paths = new ArrayList<>();
    slot(input).items().forEach(item -> paths.add(path(item)));
    return List.copyOf(paths);
  }

  @Override
  public Attributes attributes(String input) {
    Objects.requireNonNull(input, "input");
    Item item = only(slot(input), name());
    FileTree tree = inputs.tree(item.selection());
    Optional<FileEntry> entry =
        item.directory() ? tree.directory(item.path()) : tree.file(item.path());
    return entry
        .map(each -> CanonicalJson.readAttributes(each.attributes()))
        .orElse(Attributes.NONE);
  }

  @Override
  public Map<String, String> captures() {
    return spec.captures();
  }

  @Override
  public String capture(String capture) {
    Objects.requireNonNull(capture, "name");
    String text = spec.captures().get(capture);
    if (text == null) {
      throw new NotFoundException(
          "datum " + name() + " captured no " + capture + ", only " + spec.captures().keySet());
    }
    return text;
  }

  @Override
  public Path scratch() {
    return scratch.get();
  }

  @Override
  public RandomGenerator random() {
    return new SplittableRandom(key.firstLong());
  }

  @Override
  public Clock clock() {
    return STANDING;
  }

  /** Deletes the scratch directory. */
  @Override
  public void close() {
    scratch.close();
  }

  /** The name. */
  @Override
  public String toString() {
    return "datum " + name();
  }
}
