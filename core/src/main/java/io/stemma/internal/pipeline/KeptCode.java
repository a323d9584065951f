package io.stemma.internal.pipeline;

import io.stemma.Commit;
import io.stemma.RecordedCode;
import io.stemma.internal.base.Hash;
import io.stemma.internal.code.CodeBundle;
import io.stemma.internal.code.CodeComparison;
import io.stemma.internal.format.v1.JobRecord;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The code that an archive keeps of a job. Read when it is asked for. */
final class KeptCode implements RecordedCode {
  private static final String CLASS = ".class";

  private final PipelineArchive archive;
  private final String id;
  private final Hash commit;
  private final Optional<JobRecord.AcceptedCode> accepted;

  KeptCode(
      PipelineArchive archive, String id, Hash commit, Optional<JobRecord.AcceptedCode> accepted) {
    this.accepted = accepted;
    this.archive = archive;
    this.id = id;
    this.commit = commit;
  }

  private CodeBundle bundle() {
    return StoredCode.read(archive, commit);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String transformation() {
    return bundle().entry();
  }

  @Override
  public List<String> classes() {
    return classes(bundle());
  }

  private static List<String> classes(CodeBundle bundle) {
    return bundle.files().keySet().stream()
        .filter(path -> path.endsWith(CLASS))
        .map(path -> path.substring(0, path.length() - CLASS.length()).replace('/', '.'))
        .toList();
  }

  @Override
  public Optional<RecordedCode> accepted() {
    return accepted.map(ran -> new KeptCode(archive, ran.code(), ran.bundle(), Optional.empty()));
  }

  @Override
  public List<String> warnings() {
    return archive.printed(
        "warnings of code " + id.substring(0, 12), StoredCode.warnings(archive, commit));
  }

  @Override
  public Commit files() {
    return archive.commit(commit);
  }

  @Override
  public List<Change> changesSince(RecordedCode older) {
    Objects.requireNonNull(older, "older");
    if (!(older instanceof KeptCode other)) {
      throw new IllegalArgumentException("not code that an archive keeps: " + older);
    }
    List<Change> changes =
        CodeComparison.between(other.bundle(), bundle()).stream().map(KeptCode::change).toList();
    return archive.printed("code against " + other.id.substring(0, 12), changes);
  }

  private static Change change(CodeComparison.Difference difference) {
    io.stemma.Change.Kind kind =
        !difference.before()
            ? io.stemma.Change.Kind.ADDED
            : !difference.after() ? io.stemma.Change.Kind.REMOVED : io.stemma.Change.Kind.MODIFIED;
    return new Change(difference.name(), kind, difference.members());
  }

  @Override
  public String toString() {
    CodeBundle bundle = bundle();
    StringBuilder text = new StringBuilder("code of " + bundle.entry() + "  " + id);
    classes(bundle).forEach(name -> text.append("\n  ").append(name));
    accepted.ifPresent(
        ran ->
            text.append("\n  since then run as ").append(ran.code()).append(", accepted as equal"));
    StoredCode.warnings(archive, commit)
        .forEach(warning -> text.append("\n  warning: ").append(warning));
    return text.toString();
  }
}
