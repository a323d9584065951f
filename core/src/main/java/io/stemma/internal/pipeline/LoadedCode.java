package io.stemma.internal.pipeline;

import io.stemma.CorruptObjectException;
import io.stemma.PipelineOptions;
import io.stemma.Transformation;
import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.code.CodeBundle;
import io.stemma.internal.code.CodeLoader;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.ParametersJson;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Code that can be run as that of a job of the past, or in its place. Its threads find classes
 * where it was loaded. Immutable.
 */
public final class LoadedCode {
  private final Code code;

  /** Whose components the parameters are. */
  private final Class<? extends Transformation> type;

  /** Its own, also where it runs in the place of other code. */
  private final String id;

  /** The commit with this code, where the archive has it. */
  private final Optional<Hash> commit;

  private LoadedCode(
      Code code, Class<? extends Transformation> type, String id, Optional<Hash> commit) {
    this.code = code;
    this.type = type;
    this.id = id;
    this.commit = commit;
  }

  /**
   * Loads what an archive keeps: the initialiser of the class has run then.
   *
   * @param commit holds the code
   * @param parameters as JSON
   * @param id of the code
   * @throws io.stemma.DamageException if something is missing or damaged
   * @throws IllegalArgumentException if the code cannot be loaded, is no transformation, or does
   *     not take the parameters
   */
  static LoadedCode stored(PipelineArchive archive, Hash commit, String parameters, String id) {
    CodeBundle bundle = StoredCode.read(archive, commit);
    Class<?> entry;
    try {
      entry = new CodeLoader(bundle).entry();
    } catch (MalformedException e) {
      throw new CorruptObjectException(
          Kind.COMMIT + " " + commit, "the stored code is damaged: " + e.getMessage(), e);
    }
    if (!Transformation.class.isAssignableFrom(entry)) {
      throw new IllegalArgumentException(
          "the stored code " + commit + ", " + entry + ", is no transformation");
    }
    Class<? extends Transformation> type = entry.asSubclass(Transformation.class);
    return new LoadedCode(
        Code.loaded(made(parameters, type), type.getName(), parameters, id, bundle),
        type,
        id,
        Optional.of(commit));
  }

  /**
   * Code of this program.
   *
   * @param id of the code in whose place it runs
   * @throws IllegalArgumentException if it cannot be written down and made again, or may give other
   *     results each time
   */
  static LoadedCode of(Transformation transformation, PipelineOptions options, String id) {
    Code given = Code.of(transformation, options);
    Class<? extends Transformation> type = given.transformation().getClass();
    return new LoadedCode(
        given.recorded(bound(given.transformation(), type), id),
        type,
        given.id(),
        Optional.empty());
  }

  /**
   * The same code with other parameters.
   *
   * @throws IllegalArgumentException if it does not take them
   */
  public LoadedCode with(String parameters) {
    return new LoadedCode(
        Code.loaded(made(parameters, type), type.getName(), parameters, code.id(), code.bundle()),
        type,
        id,
        commit);
  }

  private static LoaderBound made(String parameters, Class<? extends Transformation> type) {
    try {
      return bound(
          LoaderBound.within(type.getClassLoader(), () -> ParametersJson.read(parameters, type)),
          type);
    } catch (TypeNotPresentException | LinkageError e) {
      throw new IllegalArgumentException(
          "the stored code "
              + type.getName()
              + " cannot take its parameters "
              + parameters
              + ": "
              + e,
          e);
    }
  }

  private static LoaderBound bound(Transformation made, Class<?> type) {
    return new LoaderBound(made, type.getClassLoader());
  }

  /**
   * The same code, as an archive has it from now on: no ref leads there.
   *
   * @param archive to write in
   */
  public LoadedCode kept(PipelineArchive archive) {
    String operation = archive.newId();
    AtomicReference<@Nullable Hash> made = new AtomicReference<>();
    archive.commit(
        operation,
        "code",
        type.getName(),
        (draft, batch) ->
            made.set(StoredCode.write(archive, batch, StoredCode.NOWHERE, operation, code)));
    return new LoadedCode(code, type, id, Optional.ofNullable(made.get()));
  }

  /** The commit with this code. */
  Optional<Hash> commit() {
    return commit;
  }

  /** The id of this code, also where it runs in the place of other code. */
  public String id() {
    return id;
  }

  /** As jobs run it. */
  Code code() {
    return code;
  }
}
