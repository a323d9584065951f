package io.stemma.internal.pipeline;

import io.stemma.Archive;
import io.stemma.Commit;
import io.stemma.Job;
import io.stemma.Transformation;
import io.stemma.internal.base.Hash;
import io.stemma.internal.chunks.ChunkSource;
import io.stemma.internal.chunks.WriteSession;
import io.stemma.internal.format.v1.CommitObject;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.RefTarget;
import io.stemma.internal.log.StateDraft;
import java.nio.file.FileSystem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** What pipelines need of an open archive. Safe for use by several threads. */
public interface PipelineArchive {

  /** The refs of one state. */
  interface State {
    /** What a ref stands for. */
    Optional<RefTarget> ref(String ref);

    /** The refs whose names begin with a text. */
    SortedMap<String, RefTarget> below(String prefix);
  }

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

  /** Some of a commit as paths. */
  FileSystem fileSystem(Commit some);

  /** Who makes changes. */
  String author();

  /** The time of what is made now. */
  Instant now();

  /** Fails unless the archive can be changed. */
  void checkWritable(String doing);
}
