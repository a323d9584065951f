package io.stemma;

/**
 * How far an export is.
 *
 * @param files files written so far
 * @param bytes their bytes
 * @param filesTotal files to be written
 * @param bytesTotal their bytes
 */
public record ExportProgress(long files, long bytes, long filesTotal, long bytesTotal) {

  /** {@code 3 of 12 files, 1.0 MiB of 4.0 MiB}. */
  @Override
  public String toString() {
    return files
        + " of "
        + Sizes.count(filesTotal, "file")
        + ", "
        + Sizes.text(bytes)
        + " of "
        + Sizes.text(bytesTotal);
  }
}
