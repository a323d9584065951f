package io.stemma;

/**
 * How far an import is.
 *
 * @param files files taken in so far, with those that were unchanged
 * @param bytes their bytes
 * @param filesFound files found so far
 * @param bytesFound their bytes
 */
public record ImportProgress(long files, long bytes, long filesFound, long bytesFound) {

  /** {@code 3 of 12 files, 1.0 MiB of 4.0 MiB}. */
  @Override
  public String toString() {
    return files
        + " of "
        + Sizes.count(filesFound, "file")
        + ", "
        + Sizes.text(bytes)
        + " of "
        + Sizes.text(bytesFound);
  }
}
