package io.stemma.internal.engine;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Transformation;
import io.stemma.storage.ObjectStore;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a worker in another process needs of an archive that is open in this one.
 *
 * @param store where the archive is; stays the archive's
 * @param options how it was opened
 * @param transformations gives the classes that pipelines were defined with here
 */
public record WorkerPlace(
    ObjectStore store,
    ArchiveOptions options,
    Supplier<List<Class<? extends Transformation>>> transformations) {

  /**
   * The place of an archive.
   *
   * @throws IllegalArgumentException if it is another implementation of the interface
   * @throws io.stemma.ReadOnlyArchiveException if it cannot be written to
   */
  public static WorkerPlace of(Archive archive) {
    if (!(archive instanceof OpenArchive open)) {
      throw new IllegalArgumentException(
          archive.getClass().getName() + " is no archive that Stemma has opened");
    }
    open.checkWritable("running datums, which write what they give,");
    Engine engine = open.engine;
    Collection<Class<? extends Transformation>> known = engine.transformations.values();
    return new WorkerPlace(engine.store, engine.options, () -> List.copyOf(known));
  }
}
