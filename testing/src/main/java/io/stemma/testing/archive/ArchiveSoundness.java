package io.stemma.testing.archive;

import io.stemma.Archive;
import io.stemma.Verification;
import io.stemma.VerifyOptions;

/** Whether an archive is whole. */
public final class ArchiveSoundness {
  private ArchiveSoundness() {}

  /**
   * Reads every file of every commit and the whole log, and lets the archive verify every byte.
   *
   * @param archive the archive
   * @param when when this is asked, for the message
   * @return what the archive holds
   * @throws AssertionError if anything is damaged
   */
  public static ArchiveContent require(Archive archive, String when) {
    ArchiveContent content;
    try {
      content = ArchiveContent.of(archive);
      requireVerified(archive, when);
    } catch (RuntimeException e) {
      throw new AssertionError(when + ", the archive cannot be read: " + e.getMessage(), e);
    }
    return content;
  }

  /**
   * Lets the archive verify every byte.
   *
   * @param archive the archive
   * @param when when this is asked, for the message
   * @throws AssertionError if anything is damaged
   */
  public static void requireVerified(Archive archive, String when) {
    long operations = archive.operations().count();
    if (operations == 0 && !archive.repositories().isEmpty()) {
      throw new AssertionError(when + ", the log of the archive has no operations");
    }
    Verification verification = archive.verify(VerifyOptions.EVERY_BYTE);
    if (!verification.isClean()) {
      throw new AssertionError(when + ", the archive is damaged: " + verification);
    }
  }
}
