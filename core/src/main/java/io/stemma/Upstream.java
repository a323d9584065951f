package io.stemma;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What a file was made from, breadth first. For one thread. */
final class Upstream implements Iterator<Derivation> {
  private record Version(String repository, CommitId commit, String path) {
    static Version of(Derivation file) {
      return new Version(file.repository(), file.commit(), file.path());
    }
  }

  private final Queue<Derivation> unread = new ArrayDeque<>();
  private final Queue<Derivation> next = new ArrayDeque<>();
  private final Set<Version> seen = new HashSet<>();

  private Upstream(Derivation file) {
    seen.add(Version.of(file));
    unread.add(file);
  }

  static Stream<Derivation> of(Derivation file) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(
            new Upstream(file), Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  @Override
  public boolean hasNext() {
    while (next.isEmpty() && !unread.isEmpty()) {
      for (Derivation source : unread.remove().sources()) {
        if (seen.add(Version.of(source))) {
          next.add(source);
          unread.add(source);
        }
      }
    }
    return !next.isEmpty();
  }

  @Override
  public Derivation next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return next.remove();
  }
}
