package io.stemma;

/**
 * What an import did.
 *
 * @param files files in the directory
 * @param bytes their bytes
 * @param unchanged files that were known to be unchanged and not read
 * @param bytesRead bytes that were read
 * @param bytesNew bytes of chunks that were not in the archive
 */
public record Import(long files, long bytes, long unchanged, long bytesRead, long bytesNew) {

  /** {@code 512 files, 2.0 GiB; 0 unchanged, 2.0 GiB read, 1.9 GiB new}. */
  @Override
  public String toString() {
    return Sizes.count(files, "file")
        + ", "
        + Sizes.text(bytes)
        + "; "
        + unchanged
        + " unchanged, "
        + Sizes.text(bytesRead)
        + " read, "
        + Sizes.text(bytesNew)
        + " new";
  }
}
