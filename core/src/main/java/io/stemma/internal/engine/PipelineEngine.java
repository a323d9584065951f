package io.stemma.internal.engine;

import io.stemma.Archive;
import io.stemma.Commit;
import io.stemma.Derivation;
import io.stemma.Explanation;
import io.stemma.Job;
import io.stemma.OperationId;
import io.stemma.Replay;
import io.stemma.Subscription;
import io.stemma.Transformation;
import io.stemma.Trust;
import io.stemma.Verdict;
import io.stemma.internal.base.Hash;
import io.stemma.internal.chunks.ChunkSource;
import io.stemma.internal.chunks.SessionCodec;
import io.stemma.internal.chunks.WriteSession;
import io.stemma.internal.format.v1.CommitObject;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.RefTarget;
import io.stemma.internal.log.StateDraft;
import io.stemma.internal.nio.StemmaFileSystem;
import io.stemma.internal.pipeline.PipelineArchive;
import io.stemma.internal.replay.StoredExplanation;
import io.stemma.internal.replay.StoredReplay;
import io.stemma.internal.table.PrintedList;
import java.nio.file.FileSystem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentMap;

/** An open archive as pipelines need it. */
final class PipelineEngine implements PipelineArchive {
  private final OpenArchive archive;
  private final Engine engine;

  PipelineEngine(OpenArchive archive) {
    this.archive = archive;
    this.engine = archive.engine;
  }

  @Override
  public Archive archive() {
    return archive;
  }

  @Override
  public State state() {
    return state(archive.refs());
  }

  private static State state(Refs refs) {
    return new State() {
      @Override
      public long sequence() {
        return refs.sequence();
      }

      @Override
      public Optional<RefTarget> ref(String ref) {
        return refs.get(ref);
      }

      @Override
      public SortedMap<String, RefTarget> below(String prefix) {
        return refs.below(prefix);
      }
    };
  }

  @Override
  public Optional<Logged> logged(String id) {
    return archive
        .entries()
        .flatMap(
            entry ->
                entry.entry().operations().stream()
                    .filter(operation -> operation.id().equals(id))
                    .map(operation -> new Logged(operation, state(engine.refs(entry)))))
        .findFirst();
  }

  @Override
  public void awaitEntry(long sequence, Duration patience) throws InterruptedException {
    engine.news.await(sequence, patience);
  }

  @Override
  public boolean descends(Hash newer, Hash older) {
    return newer.equals(older) || Ancestry.isAncestor(engine, older, newer);
  }

  @Override
  public CommitObject object(Hash commit) {
    return engine.commitObject(commit);
  }

  @Override
  public Commit commit(Hash commit) {
    return archive.referred(commit);
  }

  @Override
  public ChunkSource chunks() {
    return engine.chunks;
  }

  @Override
  public boolean holds(Kind kind, Hash id) {
    return engine.chunks.locate(kind, id).isPresent();
  }

  @Override
  public WriteSession session() {
    return engine.newSession();
  }

  @Override
  public WriteSession session(byte[] written) {
    return SessionCodec.decode(written, engine.copies, engine.chunks);
  }

  @Override
  public String newId() {
    return Operations.newId().value();
  }

  @Override
  public void commit(String id, String type, String message, Change change) {
    engine.commits.run(new OperationId(id), type, message, change::apply);
  }

  @Override
  public void createRepository(StateDraft draft, WriteSession batch, String name, String cause) {
    RefChanges.createRepository(draft, batch, name, author(), now(), cause);
  }

  @Override
  public void deleteRepository(StateDraft draft, WriteSession batch, String name) {
    RefChanges.deleteRepository(draft, batch, name);
  }

  @Override
  public <T> List<T> printed(String title, List<T> items) {
    return PrintedList.of(title, items);
  }

  @Override
  public void remember(Class<? extends Transformation> type) {
    engine.transformations.put(type.getName(), type);
  }

  @Override
  public Optional<Class<? extends Transformation>> known(String name) {
    return Optional.ofNullable(engine.transformations.get(name));
  }

  @Override
  public void began(Job job) {
    engine.jobs.add(job);
  }

  @Override
  public void ended(Job job) {
    engine.jobs.remove(job);
    engine.compaction.committed(engine.log.known());
  }

  @Override
  public ConcurrentMap<String, Job> failures() {
    return engine.failures;
  }

  @Override
  public void opened(Subscription subscription) {
    engine.subscriptions.add(subscription);
  }

  @Override
  public void closed(Subscription subscription) {
    engine.subscriptions.remove(subscription);
  }

  @Override
  public Commit commit(CommitObject object, ChunkSource source) {
    byte[] bytes = object.encode();
    Hash id = Kind.COMMIT.id(bytes, 0, bytes.length);
    return new StoredCommit(archive, Operations.commitId(id), object, source);
  }

  @Override
  public Verdict guard(Hash commit, List<String> datums) {
    return new ScratchStore.Use(archive)
        .use(
            copy ->
                StoredReplay.inFreshJvms(this, copy, commit, Trust.RECORDED_CODE, job -> datums))
        .record();
  }

  @Override
  public Replay compare(Hash commit, Transformation code, int count) {
    return new ScratchStore.Use(archive)
        .use(copy -> StoredReplay.withInFreshJvms(this, copy, commit, code, count));
  }

  @Override
  public Explanation explain(Derivation older, Derivation newer) {
    return new StoredExplanation(this, new ScratchStore.Use(archive), older, newer);
  }

  @Override
  public FileSystem fileSystem(Commit some) {
    return new StemmaFileSystem(archive.id(), some, engine::isOpen);
  }

  @Override
  public String author() {
    return engine.options.author();
  }

  @Override
  public Instant now() {
    return engine.options.clock().instant();
  }

  @Override
  public void checkWritable(String doing) {
    archive.checkWritable(doing);
  }
}
