package io.stemma;

import java.util.Objects;
import java.util.Optional;

/**
 * How an archive is checked.
 *
 * @param everyByte whether every stored byte is read and checked, or only the structure
 * @param expectedHead a head kept from earlier, which the log must still contain
 */
public record VerifyOptions(boolean everyByte, Optional<ArchiveHead> expectedHead) {

  /** Log, commits, trees, and that every chunk can be found. */
  public static final VerifyOptions STRUCTURE = new VerifyOptions(false, Optional.empty());

  /** The structure, and every stored byte. */
  public static final VerifyOptions EVERY_BYTE = new VerifyOptions(true, Optional.empty());

  /**
   * Refuses null.
   *
   * @param everyByte whether every stored byte is read and checked, or only the structure
   * @param expectedHead a head kept from earlier, which the log must still contain
   */
  public VerifyOptions {
    Objects.requireNonNull(expectedHead, "expectedHead");
  }

  /**
   * Against a head kept from earlier.
   *
   * @param head the head
   * @return these options, changed
   */
  public VerifyOptions expecting(ArchiveHead head) {
    Objects.requireNonNull(head, "head");
    return new VerifyOptions(everyByte, Optional.of(head));
  }

  /** One line: how much is looked at, and which head is expected. */
  @Override
  public String toString() {
    return (everyByte ? "every byte" : "structure")
        + expectedHead.map(head -> "; expecting head " + head).orElse("");
  }
}
