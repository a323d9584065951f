package io.stemma.internal.engine;

import io.stemma.Branch;
import io.stemma.Commit;
import io.stemma.Extractor;
import io.stemma.ExtractorDefinition;
import io.stemma.InvalidNameException;
import io.stemma.NotFoundException;
import io.stemma.OperationId;
import io.stemma.Repository;
import io.stemma.Tag;
import io.stemma.internal.format.v1.RefTarget;
import io.stemma.internal.path.RefNames;
import io.stemma.internal.table.Outline;
import io.stemma.internal.table.PrintedList;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A repository of an open archive. Holds its name only; all else is looked up. */
final class OpenRepository implements Repository {
  final OpenArchive archive;
  private final String name;

  OpenRepository(OpenArchive archive, String name) {
    this.archive = archive;
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Instant created() {
    return target(name, "repository").time();
  }

  private RefTarget target(String ref, String what) {
    return target(archive.refs(), ref, what);
  }

  private RefTarget target(Refs refs, String ref, String what) {
    return refs.get(ref).orElseThrow(() -> missing(refs, ref, what));
  }

  private NotFoundException missing(Refs refs, String ref, String what) {
    if (refs.get(name).isEmpty()) {
      return new NotFoundException("there is no repository " + name + " any more");
    }
    String prefix = ref.substring(0, ref.lastIndexOf('/') + 1);
    List<String> names =
        refs.below(prefix).keySet().stream().map(r -> r.substring(prefix.length())).toList();
    String wanted = ref.substring(prefix.length());
    return new NotFoundException(
        "repository "
            + name
            + " has no "
            + what
            + " "
            + wanted
            + "; "
            + Similar.hint(wanted, names));
  }

  @Override
  public Branch main() {
    return branch("main");
  }

  @Override
  public Branch branch(String branch) {
    Objects.requireNonNull(branch, "name");
    RefNames.check("branch", branch);
    String ref = RefNames.branch(name, branch);
    RefTarget target = archive.recently(ref).orElseGet(() -> target(ref, "branch"));
    archive.engine.prefetch.named(target.commit());
    return new OpenBranch(this, branch);
  }

  /** The target of a branch in some state. */
  RefTarget branchTarget(Refs refs, String branch) {
    return target(refs, RefNames.branch(name, branch), "branch");
  }

  @Override
  public List<Branch> branches() {
    String prefix = RefNames.branches(name);
    List<Branch> found =
        archive.refs().below(prefix).keySet().stream()
            .map(r -> (Branch) new OpenBranch(this, r.substring(prefix.length())))
            .toList();
    return new PrintedList<>(
        found,
        "branches of " + name,
        List.of("name", "head", "time", "author", "message"),
        b -> row(b.name(), b.head()));
  }

  private static List<String> row(String name, Commit commit) {
    return List.of(
        name,
        commit.id().abbreviated(),
        Printed.time(commit.time()),
        commit.author(),
        commit.message());
  }

  @Override
  public Branch createBranch(String branch, Commit at) {
    Objects.requireNonNull(branch, "name");
    Objects.requireNonNull(at, "at");
    RefNames.check("branch", branch);
    create("create-branch", branch, RefNames.branch(name, branch), at);
    return new OpenBranch(this, branch);
  }

  private RefTarget create(String type, String refName, String ref, Commit at) {
    archive.checkWritable(type);
    OperationId id = Operations.newId();
    RefTarget target = RefChanges.moved(own(at), archive.engine.options.clock().instant(), id);
    archive.engine.commits.run(
        id,
        type,
        name + "/" + refName,
        (draft, batch) -> RefChanges.create(draft, name, refName, ref, target));
    return target;
  }

  /** A commit of this repository and archive. */
  StoredCommit own(Commit commit) {
    if (commit instanceof StoredCommit stored
        && stored.archive().engine == archive.engine
        && stored.repository().equals(name)) {
      return stored;
    }
    throw new InvalidNameException(
        "commit "
            + commit.id().abbreviated()
            + " belongs to repository "
            + commit.repository()
            + ", not to "
            + name);
  }

  @Override
  public void deleteBranch(String branch) {
    Objects.requireNonNull(branch, "name");
    branch(branch);
    archive.checkWritable("deleting a branch");
    archive.engine.commits.run(
        "delete-branch",
        name + "/" + branch,
        (draft, batch) -> RefChanges.delete(draft, RefNames.branch(name, branch)));
  }

  @Override
  public Tag tag(String tag) {
    Objects.requireNonNull(tag, "name");
    RefNames.check("tag", tag);
    return new OpenTag(this, tag, target(RefNames.tag(name, tag), "tag"));
  }

  @Override
  public List<Tag> tags() {
    String prefix = RefNames.tags(name);
    List<Tag> found =
        archive.refs().below(prefix).entrySet().stream()
            .map(e -> (Tag) new OpenTag(this, e.getKey().substring(prefix.length()), e.getValue()))
            .toList();
    return new PrintedList<>(
        found,
        "tags of " + name,
        List.of("name", "commit", "time", "author", "message"),
        t -> row(t.name(), t.commit()));
  }

  @Override
  public Tag createTag(String tag, Commit at) {
    Objects.requireNonNull(tag, "name");
    Objects.requireNonNull(at, "at");
    RefNames.check("tag", tag);
    return new OpenTag(this, tag, create("create-tag", tag, RefNames.tag(name, tag), at));
  }

  @Override
  public void deleteTag(String tag) {
    Objects.requireNonNull(tag, "name");
    tag(tag);
    archive.checkWritable("deleting a tag");
    archive.engine.commits.run(
        "delete-tag",
        name + "/" + tag,
        (draft, batch) -> RefChanges.delete(draft, RefNames.tag(name, tag)));
  }

  @Override
  public ExtractorDefinition defineExtractor(String extractor, String glob, Extractor code) {
    Objects.requireNonNull(extractor, "name");
    Objects.requireNonNull(glob, "glob");
    Objects.requireNonNull(code, "extractor");
    return new OpenExtractors(archive, name).define(extractor, glob, code);
  }

  @Override
  public List<ExtractorDefinition> extractors() {
    return new OpenExtractors(archive, name).all();
  }

  @Override
  public void removeExtractor(String extractor) {
    Objects.requireNonNull(extractor, "name");
    new OpenExtractors(archive, name).remove(extractor);
  }

  @Override
  public Commit at(String revision) {
    Objects.requireNonNull(revision, "revision");
    int tilde = revision.indexOf('~');
    String start = tilde < 0 ? revision : revision.substring(0, tilde);
    Commit commit = named(start, revision);
    for (int i = tilde; i >= 0 && i < revision.length(); ) {
      int end = revision.indexOf('~', i + 1);
      String count = revision.substring(i + 1, end < 0 ? revision.length() : end);
      commit = back(commit, steps(count, revision), revision);
      i = end < 0 ? revision.length() : end;
    }
    return commit;
  }

  private static int steps(String count, String revision) {
    if (count.isEmpty()) {
      return 1;
    }
    if (count.length() <= 9 && count.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Integer.parseInt(count);
    }
    throw new InvalidNameException(
        "not a revision: \"" + revision + "\": behind ~ there must be a number or nothing");
  }

  private static Commit back(Commit from, int steps, String revision) {
    Commit commit = from;
    for (int i = 0; i < steps; i++) {
      List<Commit> parents = commit.parents();
      if (parents.isEmpty()) {
        throw new NotFoundException(
            "there is no "
                + revision
                + ": only "
                + Printed.count(i, "commit is", "commits are")
                + " before it");
      }
      commit = parents.get(0);
    }
    return commit;
  }

  private Commit named(String start, String revision) {
    if (RefNames.isIdPrefix(start)) {
      return new CommitSearch(this).find(start);
    }
    RefNames.check("branch or tag (in revision \"" + revision + "\")", start);
    Refs refs = archive.refs();
    Optional<RefTarget> target =
        refs.get(RefNames.branch(name, start)).or(() -> refs.get(RefNames.tag(name, start)));
    return archive.referred(
        target
            .orElseThrow(() -> missing(refs, RefNames.branch(name, start), "branch or tag"))
            .commit()
            .orElseThrow());
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof OpenRepository r && archive == r.archive && name.equals(r.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    Refs refs = archive.refs();
    return "repository "
        + name
        + ": "
        + Printed.count(refs.below(RefNames.branches(name)).size(), "branch", "branches")
        + ", "
        + Printed.count(refs.below(RefNames.tags(name)).size(), "tag", "tags");
  }

  @Override
  public String html() {
    return Outline.of(toString()).html();
  }
}
