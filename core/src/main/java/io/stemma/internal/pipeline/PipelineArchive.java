package io.stemma.internal.pipeline;

import io.stemma.Archive;
import io.stemma.Attributes;
import io.stemma.Commit;
import io.stemma.Derivation;
import io.stemma.Explanation;
import io.stemma.Job;
import io.stemma.Replay;
import io.stemma.Subscription;
import io.stemma.Transformation;
import io.stemma.Verdict;
import io.stemma.internal.base.Hash;
import io.stemma.internal.chunks.ChunkSource;
import io.stemma.internal.chunks.WriteSession;
import io.stemma.internal.format.v1.CommitObject;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.OperationRecord;
import io.stemma.internal.format.v1.RefTarget;
import io.stemma.internal.log.StateDraft;
import java.nio.file.FileSystem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentMap;

/** What pipelines need of an open archive. Safe for use by several threads. */
public interface PipelineArchive {

  /** The refs of one state. */
  interface State {
    /** The entry of the log that has it. */
    long sequence();

    /** What a ref stands for. */
    Optional<RefTarget> ref(String ref);

    /** The refs whose names begin with a text. */
    SortedMap<String, RefTarget> below(String prefix);
  }

  /**
   * An operation of the log.
   *
   * @param operation the operation
   * @param state the state after its entry
   */
  record Logged(OperationRecord operation, State state) {}

  /** What an operation does to the state; called again for each try. */
  interface Change {
    /**
     * Makes the change.
     *
     * @param batch takes what it writes
     */
    void apply(StateDraft draft, WriteSession batch);
  }

  /** The archive as its users have it. */
  Archive archive();

  /** The newest state, which is looked for. */
  State state();

  /** The operation of an id; the log is read back as far as needed. */
  Optional<Logged> logged(String id);

  /**
   * Waits until this process has seen an entry of the log behind another.
   *
   * @param patience how long to wait, for others' entries are not seen before they are looked for
   */
  void awaitEntry(long sequence, Duration patience) throws InterruptedException;

  /** Whether a commit is another one, or descends from it. */
  boolean descends(Hash newer, Hash older);

  /** A commit that something refers to. */
  CommitObject object(Hash commit);

  /** The same as users have it. */
  Commit commit(Hash commit);

  /** All that is stored. */
  ChunkSource chunks();

  /** Whether something is stored, as known now. */
  boolean holds(Kind kind, Hash id);

  /** A session for what a datum or a job writes. */
  WriteSession session();

  /**
   * The session of a datum that ran in another process, to be committed here.
   *
   * @param written what {@link io.stemma.internal.chunks.SessionCodec} made of it there
   * @throws io.stemma.internal.base.MalformedException if the bytes are not those of a session
   */
  WriteSession session(byte[] written);

  /** The id of an operation to come. */
  String newId();

  /** Commits an operation. */
  void commit(String id, String type, String message, Change change);

  /** Creates a repository in a draft, as users do. */
  void createRepository(StateDraft draft, WriteSession batch, String name, String cause);

  /** Deletes a repository in a draft, as users do. */
  void deleteRepository(StateDraft draft, WriteSession batch, String name);

  /** A list that prints as one. */
  <T> List<T> printed(String title, List<T> items);

  /** Takes note of a class, which the class path need not have, as in a notebook. */
  void remember(Class<? extends Transformation> type);

  /** The class of a name that was last taken note of. */
  Optional<Class<? extends Transformation>> known(String name);

  /** A job has begun: the end of the archive's use is its end. */
  void began(Job job);

  /** A job has ended. */
  void ended(Job job);

  /** The newest jobs that failed here, by the refs of the branches that they had to bring about. */
  ConcurrentMap<String, Job> failures();

  /** A subscription has begun: the end of the archive's use is its end. */
  void opened(Subscription subscription);

  /** A subscription has ended. */
  void closed(Subscription subscription);

  /**
   * A commit that is not stored.
   *
   * @param source has its tree
   */
  Commit commit(CommitObject object, ChunkSource source);

  /**
   * Runs datums of a commit again by its stored code, each in a JVM that has run nothing yet, and
   * records with it what comes of that.
   */
  Verdict guard(Hash commit, List<String> datums);

  /**
   * Runs datums of a commit again by other code with the recorded parameters, each in a JVM that
   * has run nothing yet.
   *
   * @param count how many at most
   */
  Replay compare(Hash commit, Transformation code, int count);

  /** Says why a result is not what an older one is. */
  Explanation explain(Derivation older, Derivation newer);

  /**
   * Files as a commit that nobody stores.
   *
   * @param repository which the files are for
   * @param what they are
   * @param source has their tree
   */
  default Commit unstored(String repository, Hash root, String what, ChunkSource source) {
    return commit(
        new CommitObject(
            repository, root, List.of(), author(), now(), what, Attributes.NONE, newId()),
        source);
  }

  /** Some of a commit as paths. */
  FileSystem fileSystem(Commit some);

  /** Who makes changes. */
  String author();

  /** The time of what is made now. */
  Instant now();

  /** Fails unless the archive can be changed. */
  void checkWritable(String doing);
}
