package io.stemma.internal.engine;

import io.stemma.Commit;
import io.stemma.Repository;
import io.stemma.Tag;
import io.stemma.internal.format.v1.RefTarget;
import io.stemma.internal.table.Outline;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A tag of an open archive; what it names never changes. */
final class OpenTag implements Tag {
  private final OpenRepository repository;
  private final String name;
  private final RefTarget target;

  OpenTag(OpenRepository repository, String name, RefTarget target) {
    this.repository = repository;
    this.name = name;
    this.target = target;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Repository repository() {
    return repository;
  }

  @Override
  public Commit commit() {
    return repository.archive.referred(target.commit().orElseThrow());
  }

  @Override
  public Instant created() {
    return target.time();
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof OpenTag t
        && repository.equals(t.repository)
        && name.equals(t.name)
        && target.commit().equals(t.target.commit());
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return "tag " + repository.name() + "/" + name + " at " + commit();
  }

  @Override
  public String html() {
    return Outline.of(toString()).html();
  }
}
