package io.stemma.testing.transformation;

import io.stemma.Archive;
import io.stemma.Commit;
import io.stemma.NotFoundException;
import io.stemma.Replay;
import io.stemma.Transformation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/** What a parameter is that asks for results in a golden archive, until its test has ended. */
final class ResolvedGolden implements AutoCloseable {
  /** Which commits are parameters. Two may be equal, and yet come from two golden archives. */
  private static final IdentityHashMap<Commit, ResolvedGolden> OPEN = new IdentityHashMap<>();

  private static final Namespace NAMESPACE = Namespace.create(ResolvedGolden.class);

  private record Written(Set<Path> places) {
    Written() {
      this(new HashSet<>());
    }
  }

  private final GoldenPlace place;
  private final String pipeline;
  private final ExtensionContext context;

  /** What this run has written. Guarded by itself, as is the writing. */
  private final Set<Path> written;

  private final Archive archive;
  private final Commit commit;
  private final Optional<GoldenArchive> golden;
  private @Nullable GoldenRecording recording;
  private @Nullable Runnable check;

  private ResolvedGolden(
      GoldenPlace place,
      String pipeline,
      ExtensionContext context,
      Archive archive,
      Commit commit,
      Optional<GoldenArchive> golden) {
    this.place = place;
    this.pipeline = pipeline;
    this.context = context;
    this.written =
        context
            .getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
            .getOrComputeIfAbsent("written", key -> new Written(), Written.class)
            .places();
    this.archive = archive;
    this.commit = commit;
    this.golden = golden;
  }

  /** Opens the golden archive, or stands in for one that is to be written. */
  static ResolvedGolden of(Golden wanted, Class<?> type, ExtensionContext context)
      throws IOException {
    GoldenPlace place = GoldenPlace.of(wanted.value(), context);
    Optional<GoldenFiles> kept = place.kept();
    ResolvedGolden resolved;
    if (kept.isPresent()) {
      GoldenArchive found = GoldenArchive.open(place, wanted.pipeline(), kept.get());
      resolved =
          new ResolvedGolden(
              place,
              wanted.pipeline(),
              context,
              found.archive(),
              found.results(),
              Optional.of(found));
    } else if (place.isWriting() && type == Commit.class) {
      Archive archive = Archive.inMemory();
      Commit nothing = archive.createRepository(place.name()).main().head();
      resolved =
          new ResolvedGolden(place, wanted.pipeline(), context, archive, nothing, Optional.empty());
    } else {
      throw new NotFoundException(place.missing());
    }
    synchronized (OPEN) {
      OPEN.put(resolved.commit, resolved);
    }
    return resolved;
  }

  /** The parameter that is a commit. */
  static Optional<ResolvedGolden> of(Commit commit) {
    synchronized (OPEN) {
      return Optional.ofNullable(OPEN.get(commit));
    }
  }

  Commit commit() {
    return commit;
  }

  Archive archive() {
    return archive;
  }

  /** Compares, or records what is to be compared with from now on. */
  synchronized void require(
      Transformation transformation, List<TestDatum> datums, Consumer<Replay> requirement) {
    if (!place.isWriting()) {
      golden.orElseThrow().require(transformation, datums, requirement);
      return;
    }
    GoldenRecording earlier = recording;
    if (earlier != null) {
      earlier.golden().require(transformation, datums, requirement);
      return;
    }
    try {
      synchronized (written) {
        if (written.contains(place.target())) {
          requireWritten(transformation, datums, requirement);
          return;
        }
      }
      record(transformation, datums);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    check = () -> requireWritten(transformation, datums, requirement);
  }

  private void record(Transformation transformation, List<TestDatum> datums) throws IOException {
    Optional<GoldenFiles> kept = place.written();
    if (kept.isEmpty() && datums.isEmpty()) {
      throw new AssertionError(
          "there is no "
              + place
              + ", and nothing to make it of: name the datums, as in assertTransformation("
              + transformation
              + ").on(datum).reproduces(golden)");
    }
    recording = GoldenRecording.of(place, kept, pipeline, transformation, datums);
  }

  private void requireWritten(
      Transformation transformation, List<TestDatum> datums, Consumer<Replay> requirement) {
    try (GoldenArchive now = GoldenArchive.open(place, pipeline, place.written().orElseThrow())) {
      now.require(transformation, datums, requirement);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes what was recorded, unless the test has failed, and closes the archives. */
  @Override
  public synchronized void close() throws IOException {
    synchronized (OPEN) {
      OPEN.remove(commit);
    }
    try (GoldenRecording recorded = recording) {
      if (recorded != null && check != null && !hasFailed()) {
        write(recorded, check);
      }
    } finally {
      archive.close();
    }
  }

  /** Remembers that a test in a class has failed. */
  static void failed(ExtensionContext context) {
    context.getStore(NAMESPACE).put(failure(context), true);
  }

  private static String failure(ExtensionContext context) {
    return "failed " + context.getUniqueId(); // a store has what those above it have
  }

  private boolean hasFailed() {
    return context.getExecutionException().isPresent()
        || context.getStore(NAMESPACE).get(failure(context)) != null;
  }

  private void write(GoldenRecording recorded, Runnable check) throws IOException {
    synchronized (written) {
      if (written.contains(place.target())) {
        check.run();
        return;
      }
      System.out.println(recorded.write());
      written.add(place.target());
    }
  }
}
