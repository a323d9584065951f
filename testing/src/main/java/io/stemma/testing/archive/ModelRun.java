package io.stemma.testing.archive;

import static io.stemma.testing.archive.ModelCheck.require;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Branch;
import io.stemma.Commit;
import io.stemma.CommitId;
import io.stemma.ConflictException;
import io.stemma.Merge;
import io.stemma.MergeResolution;
import io.stemma.Operation;
import io.stemma.Repository;
import io.stemma.Transaction;
import io.stemma.storage.ObjectStore;
import io.stemma.testing.archive.ModelHistory.ModelOperation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Random operations on an archive, each also done to a model: a sorted map of files for every
 * commit. After each of them something is compared, from time to time all.
 */
public final class ModelRun {
  private static final int MOST_BRANCHES = 6;

  private final Supplier<ObjectStore> store;
  private final ArchiveOptions options;
  private final ModelRandom random;
  private final ModelCheck check;
  private final ModelEdits edits;
  private final ModelHistory model = new ModelHistory();
  private Archive archive;
  private int names;
  private int done;

  /**
   * Begins with an empty archive.
   *
   * @param store opens the store, the first time empty, later as it was left
   * @param options how to open the archive
   * @param directory for what is imported
   * @param seed decides everything
   */
  public ModelRun(Supplier<ObjectStore> store, ArchiveOptions options, Path directory, long seed) {
    this.store = store;
    this.options = options;
    this.random = new ModelRandom(seed);
    this.check = new ModelCheck(random);
    this.edits = new ModelEdits(random, directory);
    this.archive = Archive.create(store.get(), options);
    Commit first = archive.createRepository("model").main().head();
    model.commit(first.id(), List.of(), new ModelTree());
    moved("main", first.id());
  }

  private Repository repository() {
    return archive.repository("model");
  }

  private Commit commit(CommitId id) {
    return archive.commit(id);
  }

  private ModelTree tree(CommitId id) {
    return model.commit(id).tree();
  }

  /** Notes that the newest operation moved a branch. */
  private void moved(String branch, CommitId to) {
    TreeMap<String, CommitId> refs = new TreeMap<>(model.refs());
    refs.put("b:" + branch, to);
    moved(refs);
  }

  private void moved(TreeMap<String, CommitId> refs) {
    Operation operation;
    try (Stream<Operation> operations = archive.operations()) {
      operation = operations.filter(ModelRun::isOwn).findFirst().orElseThrow();
    }
    model.operation(operation.id(), operation.sequence(), refs);
  }

  /** Packs are compacted in between, when the archive thinks fit. */
  private static boolean isOwn(Operation operation) {
    return !operation.type().startsWith("compact");
  }

  private void committed(String branch, Commit commit, ModelTree tree) {
    model.commit(commit.id(), commit.parents().stream().map(Commit::id).toList(), tree);
    moved(branch, commit.id());
    check.samples(commit, tree);
  }

  /**
   * Puts many files onto main.
   *
   * @param count how many; some ten thousand make a tree of three levels
   */
  public void fill(int count) {
    ModelTree tree = new ModelTree(model.head("main"));
    try (Transaction tx = repository().main().begin("fill")) {
      for (int i = 0; i < count; i++) {
        String path = "/d" + i % 5 + "/many" + i % 97 + "/f" + i;
        byte[] content = random.content(random.below(40));
        tree.write(path, content);
        tx.write(path, content);
      }
      committed("main", tx.commit(), tree);
    }
    check.whole(commit(model.ref("b:main")), tree);
  }

  /**
   * Does operations, compares everything at the end, and closes the archive.
   *
   * @param operations how many
   * @throws AssertionError if the archive is not as the model
   */
  public void run(int operations) {
    for (int end = done + operations; done < end; done++) {
      int what = random.below(26);
      try {
        step(what, branch());
        CommitId any = anyCommit();
        check.samples(commit(any), tree(any));
      } catch (RuntimeException | AssertionError | IOException e) {
        throw new AssertionError("operation " + done + ", kind " + what + ": " + e.getMessage(), e);
      }
    }
    everything();
    sameContentInAnotherOrder();
    archive.close();
  }

  private String branch() {
    List<String> branches = model.refs().keySet().stream().filter(r -> r.startsWith("b:")).toList();
    return random.of(branches).substring(2);
  }

  /** Any commit, more often a new one. */
  private CommitId anyCommit() {
    List<CommitId> all = model.order();
    return all.get(
        all.size() - 1 - random.below(random.oneIn(3) ? all.size() : Math.min(8, all.size())));
  }

  private void step(int what, String branch) throws IOException {
    switch (what) {
      case 0 -> createBranch();
      case 1 -> createTag();
      case 2, 3, 4 -> merge(branch, branch());
      case 5, 6 -> undo();
      case 7 -> importing(branch);
      case 8, 9 -> conflict(branch);
      case 10 -> asOf();
      case 11 -> abandon(branch);
      case 12 -> twoBranches(branch, branch());
      case 13 -> compare();
      case 14 -> seldom(branch);
      default -> edit(branch);
    }
  }

  private void edit(String branch) {
    ModelTree tree = new ModelTree(model.head(branch));
    Commit commit =
        repository()
            .branch(branch)
            .commit("edit " + done, tx -> edit(tx, tree, 1 + random.below(6)));
    committed(branch, commit, tree);
  }

  private void edit(Transaction tx, ModelTree tree, int count) {
    for (int i = 0; i < count; i++) {
      CommitId old = anyCommit();
      edits.edit(tx, tree, commit(old), tree(old));
    }
  }

  private void importing(String branch) throws IOException {
    ModelTree tree = new ModelTree(model.head(branch));
    try (Transaction tx = repository().branch(branch).begin("import " + done)) {
      edits.importing(tx, tree);
      committed(branch, tx.commit(), tree);
    }
  }

  private void abandon(String branch) {
    try (Transaction tx = repository().branch(branch).begin("abandoned")) {
      edit(tx, new ModelTree(model.head(branch)), 3);
    }
  }

  private void twoBranches(String one, String other) {
    if (one.equals(other)) {
      return;
    }
    ModelTree first = new ModelTree(model.head(one));
    ModelTree second = new ModelTree(model.head(other));
    List<Commit> commits =
        archive.commit(
            "both",
            tx -> {
              edit(tx.on(repository().branch(one)), first, 2);
              edit(tx.on(repository().branch(other)), second, 2);
            });
    TreeMap<String, CommitId> refs = new TreeMap<>(model.refs());
    refs.put("b:" + one, commits.get(0).id());
    refs.put("b:" + other, commits.get(1).id());
    model.commit(commits.get(0).id(), List.of(model.ref("b:" + one)), first);
    model.commit(commits.get(1).id(), List.of(model.ref("b:" + other)), second);
    moved(refs);
  }

  /** Two changes begin at once; the second comes on top of the first, or conflicts with it. */
  private void conflict(String branch) {
    ModelTree tree = new ModelTree(model.head(branch));
    String path = random.fileOf(tree);
    String other = random.oneIn(3) ? path : random.fileOf(tree);
    byte[] content = random.content();
    try (Transaction slow = repository().branch(branch).begin("slow " + done)) {
      ModelTree fast = new ModelTree(tree);
      committed(
          branch,
          repository().branch(branch).commit("fast " + done, tx -> edit(tx, fast, 2)),
          fast);
      slow.write(path, content).write(other, content);
      ModelTree own = new ModelTree(tree);
      own.write(path, content);
      own.write(other, content);
      TreeSet<String> both = ModelTree.changed(tree, own);
      both.retainAll(ModelTree.changed(tree, fast));
      both.removeIf(p -> Objects.equals(own.items().get(p), fast.items().get(p)));
      if (both.isEmpty()) {
        both.addAll(ModelTree.changed(tree, own));
        both.removeIf(p -> !fast.isCleared(p));
      }
      try {
        Commit commit = slow.commit();
        require(both.isEmpty(), "no conflict at", both);
        ModelTree result = new ModelTree(fast);
        ModelTree.changed(tree, own).forEach(p -> result.take(p, own));
        committed(branch, commit, result);
      } catch (ConflictException e) {
        require(new TreeSet<>(e.paths()).equals(both), "conflict at", e.paths(), "not", both);
      }
    }
  }

  private void createBranch() {
    if (model.refs().keySet().stream().filter(r -> r.startsWith("b:")).count() > MOST_BRANCHES) {
      return;
    }
    CommitId at = anyCommit();
    String name = "branch" + names++;
    repository().createBranch(name, commit(at));
    moved(name, at);
  }

  private void createTag() {
    CommitId at = anyCommit();
    String name = "tag" + names++;
    repository().createTag(name, commit(at));
    TreeMap<String, CommitId> refs = new TreeMap<>(model.refs());
    refs.put("t:" + name, at);
    moved(refs);
  }

  private void merge(String into, String from) {
    CommitId ours = model.ref("b:" + into);
    CommitId theirs = random.oneIn(3) ? anyCommit() : model.ref("b:" + from);
    Set<CommitId> bases = model.mergeBases(ours, theirs);
    if (bases.size() != 1) {
      return; // which of several is taken is the library's choice
    }
    CommitId base = bases.iterator().next();
    MergeResolution resolution = random.of(List.of(MergeResolution.values()));
    Merge merge = repository().branch(into).merge(commit(theirs), resolution);
    if (base.equals(theirs)) {
      require(merge.orThrow().id().equals(ours), "merged what was merged before");
      return;
    }
    TreeSet<String> changed = ModelTree.changed(tree(base), tree(theirs));
    TreeSet<String> conflicts = new TreeSet<>(changed);
    conflicts.retainAll(ModelTree.changed(tree(base), tree(ours)));
    conflicts.retainAll(ModelTree.changed(tree(ours), tree(theirs)));
    if (resolution == MergeResolution.NONE && !conflicts.isEmpty()) {
      TreeSet<String> found = new TreeSet<>();
      merge.conflicts().forEach(c -> found.add(c.path()));
      TreeSet<String> paths = new TreeSet<>();
      conflicts.forEach(c -> paths.add(c.endsWith("/") ? c.substring(0, c.length() - 1) : c));
      require(found.equals(paths), "conflicts at", found, "not", paths);
      return;
    }
    ModelTree result = new ModelTree(tree(ours));
    changed.stream()
        .filter(p -> resolution == MergeResolution.THEIRS || !conflicts.contains(p))
        .forEach(p -> result.take(p, tree(theirs)));
    Commit merged = merge.orThrow();
    require(merged.parents().size() == 2, "a merge of", merged.parents().size());
    committed(into, merged, result);
  }

  private void undo() {
    List<ModelOperation> all = model.operations();
    ModelOperation operation = all.get(all.size() - 1 - random.below(Math.min(4, all.size())));
    if (operation.equals(all.get(0))) {
      return; // the creation of the repository
    }
    Optional<TreeMap<String, CommitId>> undone = model.undone(operation);
    try {
      archive.undo(operation.id());
      require(undone.isPresent(), "undid what was moved since");
      moved(undone.orElseThrow());
    } catch (ConflictException e) {
      require(undone.isEmpty(), "did not undo", String.valueOf(e.getMessage()));
    }
  }

  private void asOf() {
    ModelOperation operation = random.of(model.operations());
    refs(archive.asOf(operation.sequence()), operation.after());
  }

  private static void refs(Archive archive, java.util.Map<String, CommitId> expected) {
    TreeMap<String, CommitId> found = new TreeMap<>();
    Repository repository = archive.repository("model");
    repository.branches().forEach(b -> found.put("b:" + b.name(), b.head().id()));
    repository.tags().forEach(t -> found.put("t:" + t.name(), t.commit().id()));
    require(found.equals(expected), "refs are", found, "not", expected);
  }

  private void compare() {
    CommitId older = anyCommit();
    CommitId newer = anyCommit();
    check.difference(commit(older), tree(older), commit(newer), tree(newer));
  }

  private void seldom(String branch) {
    switch (random.below(5)) {
      case 0 -> reopen();
      case 1 -> refs(archive, model.refs());
      case 2 -> moveBranch(branch);
      case 3 -> deleteBranch(branch);
      default -> {
        CommitId any = anyCommit();
        check.whole(commit(any), tree(any));
      }
    }
  }

  private void reopen() {
    archive.close();
    archive = Archive.open(store.get(), options);
  }

  private void moveBranch(String name) {
    Branch branch = repository().branch(name);
    CommitId to = anyCommit();
    branch.moveTo(commit(to));
    moved(name, to);
  }

  private void deleteBranch(String name) {
    if (!name.equals("main")) {
      repository().deleteBranch(name);
      TreeMap<String, CommitId> refs = new TreeMap<>(model.refs());
      refs.remove("b:" + name);
      moved(refs);
    }
  }

  /** Every file of every head, and of some commits in between, after reopening. */
  private void everything() {
    reopen();
    refs(archive, model.refs());
    model.refs().values().forEach(id -> check.whole(commit(id), tree(id)));
    for (int i = 0; i < 20; i++) {
      CommitId id = random.of(model.order());
      check.whole(commit(id), tree(id));
    }
    ArchiveSoundness.requireVerified(archive, "at the end");
  }

  /** The same files written one by one, in another order and with others in between. */
  private void sameContentInAnotherOrder() {
    Commit whole = commit(model.ref("b:main"));
    ModelTree tree = model.head("main");
    List<String> keys = new ArrayList<>(tree.items().keySet());
    Collections.shuffle(keys, new Random(keys.size()));
    Branch branch = archive.createRepository("again").main();
    int part = keys.size() / 3 + 1;
    for (int from = 0; from < keys.size(); from += part) {
      List<String> some = keys.subList(from, Math.min(keys.size(), from + part));
      branch.commit(
          "part",
          tx -> {
            tx.write("/other" + some.size(), "x");
            some.forEach(key -> write(tx, key, Objects.requireNonNull(tree.items().get(key), key)));
          });
      branch.commit("less", tx -> tx.delete("/other" + some.size()));
    }
    require(branch.head().changesSince(whole).isEmpty(), "the same content differs");
  }

  private static void write(Transaction tx, String key, ModelItem item) {
    String path = item.isFile() ? key : key.substring(0, key.length() - 1);
    if (item.isFile()) {
      tx.write(path, item.content());
    }
    item.attributes().forEach((name, value) -> tx.attribute(path, name, value));
  }
}
