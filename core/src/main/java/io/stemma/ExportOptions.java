package io.stemma;

import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * How files are written to a directory.
 *
 * @param existing what to do with files that are there
 * @param restoreMetadata whether times of last modification and executable bits are set where known
 * @param durable whether files are forced to disk
 * @param listener is told of progress, one call at a time
 */
public record ExportOptions(
    Existing existing,
    boolean restoreMetadata,
    boolean durable,
    Consumer<ExportProgress> listener) {

  /** Files that are there make it fail; metadata is restored; nothing is forced to disk. */
  public static final ExportOptions DEFAULT =
      new ExportOptions(Existing.FAIL, true, false, progress -> {});

  /**
   * Refuses null.
   *
   * @param existing what to do with files that are there
   * @param restoreMetadata whether times of last modification and executable bits are set where
   *     known
   * @param durable whether files are forced to disk
   * @param listener is told of progress, one call at a time
   */
  public ExportOptions {
    Objects.requireNonNull(existing, "existing");
    Objects.requireNonNull(listener, "listener");
  }

  /** What to do with files that are there. */
  public enum Existing {
    /** Fail before anything is written. */
    FAIL,
    /** Replace them. */
    REPLACE,
    /** Leave them as they are. */
    KEEP
  }

  /**
   * With another treatment of files that are there.
   *
   * @param treatment what to do with them
   * @return these options, changed
   */
  public ExportOptions withExisting(Existing treatment) {
    Objects.requireNonNull(treatment, "treatment");
    return new ExportOptions(treatment, restoreMetadata, durable, listener);
  }

  /**
   * Forcing files to disk.
   *
   * @return these options, changed
   */
  public ExportOptions durably() {
    return new ExportOptions(existing, restoreMetadata, true, listener);
  }

  /**
   * Telling somebody of progress.
   *
   * @param progressListener is told
   * @return these options, changed
   */
  public ExportOptions withListener(Consumer<ExportProgress> progressListener) {
    Objects.requireNonNull(progressListener, "progressListener");
    return new ExportOptions(existing, restoreMetadata, durable, progressListener);
  }

  /** One line: what is done with existing files, what is restored, whether somebody listens. */
  @Override
  public String toString() {
    return "existing files: "
        + existing.name().toLowerCase(Locale.ROOT)
        + "; restores "
        + (restoreMetadata ? "times and executable bits" : "content only")
        + (durable ? "; forces files to disk" : "")
        + (listener == DEFAULT.listener ? "" : "; tells a listener");
  }
}
