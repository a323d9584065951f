package io.stemma;

/**
 * What an export did.
 *
 * @param files files written
 * @param bytes their bytes
 * @param kept files that were there and were left as they are
 */
public record Export(long files, long bytes, long kept) {

  /** {@code 512 files, 2.0 GiB; 0 kept}. */
  @Override
  public String toString() {
    return Sizes.count(files, "file") + ", " + Sizes.text(bytes) + "; " + kept + " kept";
  }
}
