package io.stemma;

import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * How a directory is taken in.
 *
 * @param links what to do with symbolic links
 * @param keepModified whether to keep the times of last modification
 * @param keepExecutable whether to keep which files are executable
 * @param mirror whether what is not taken in from the directory is deleted below the target
 * @param listener is told of progress, from the importing threads, one call at a time
 */
public record ImportOptions(
    Links links,
    boolean keepModified,
    boolean keepExecutable,
    boolean mirror,
    Consumer<ImportProgress> listener) {

  /** Links are refused, times and executable bits are not kept, nothing is deleted. */
  public static final ImportOptions DEFAULT =
      new ImportOptions(Links.REFUSE, false, false, false, progress -> {});

  /**
   * Refuses null.
   *
   * @param links what to do with symbolic links
   * @param keepModified whether to keep the times of last modification
   * @param keepExecutable whether to keep which files are executable
   * @param mirror whether what is not taken in from the directory is deleted below the target
   * @param listener is told of progress, from the importing threads, one call at a time
   */
  public ImportOptions {
    Objects.requireNonNull(links, "links");
    Objects.requireNonNull(listener, "listener");
  }

  /** What to do with symbolic links. */
  public enum Links {
    /** Fail, and name the link. */
    REFUSE,
    /** Leave links out. */
    SKIP,
    /**
     * Take in what they lead to, as long as that is within the imported directory; fail for a link
     * that leads out of it.
     */
    FOLLOW_INSIDE,
    /** Take in whatever they lead to; a directory that would hold itself is refused. */
    FOLLOW
  }

  /**
   * With another treatment of symbolic links.
   *
   * @param treatment what to do with them
   * @return these options, changed
   */
  public ImportOptions withLinks(Links treatment) {
    Objects.requireNonNull(treatment, "treatment");
    return new ImportOptions(treatment, keepModified, keepExecutable, mirror, listener);
  }

  /**
   * Keeping times of last modification and executable bits.
   *
   * @return these options, changed
   */
  public ImportOptions keepingMetadata() {
    return new ImportOptions(links, true, true, mirror, listener);
  }

  /**
   * Deleting, below the target, what is not in the directory. A file where the directory has a
   * directory is replaced by it, also at the target itself, and the reverse.
   *
   * @return these options, changed
   */
  public ImportOptions mirroring() {
    return new ImportOptions(links, keepModified, keepExecutable, true, listener);
  }

  /**
   * Telling somebody of progress.
   *
   * @param progressListener is told
   * @return these options, changed
   */
  public ImportOptions withListener(Consumer<ImportProgress> progressListener) {
    Objects.requireNonNull(progressListener, "progressListener");
    return new ImportOptions(links, keepModified, keepExecutable, mirror, progressListener);
  }

  /** One line: what is done with links, what is kept and deleted, whether somebody listens. */
  @Override
  public String toString() {
    String kept =
        keepModified && keepExecutable
            ? "times and executable bits"
            : keepModified ? "times" : keepExecutable ? "executable bits" : "content only";
    return "links: "
        + links.name().toLowerCase(Locale.ROOT).replace('_', ' ')
        + "; keeps "
        + kept
        + "; deletes "
        + (mirror ? "what the directory lacks" : "nothing")
        + (listener == DEFAULT.listener ? "" : "; tells a listener");
  }
}
