package io.stemma;

/**
 * What somebody trusts who has an archive's code run. Code that was stored in an archive runs with
 * all rights of the process that replays it: it can read and delete what its user can, and reach
 * the network. It is verified to be the code that was stored, not to mean well.
 *
 * <p>Nothing else runs it: not opening an archive, nor reading, verifying, or asking where results
 * come from.
 */
public enum Trust {
  /** That whoever could write to the archive has stored no code that does harm. */
  RECORDED_CODE
}
