package io.stemma.internal.ingest;

import io.stemma.ImportProgress;
import java.util.function.Consumer;

/** Counts what was found and taken in, and tells the listener, one call at a time. */
final class ImportTally {
  private final Consumer<ImportProgress> listener;
  private long found;
  private long bytesFound;
  private long files;
  private long bytes;
  private long unchanged;
  private long bytesRead;

  ImportTally(Consumer<ImportProgress> listener) {
    this.listener = listener;
  }

  synchronized void found(long newFiles, long newBytes) {
    found += newFiles;
    bytesFound += newBytes;
  }

  synchronized void unchanged(long newFiles, long newBytes) {
    unchanged += newFiles;
    done(newFiles, newBytes);
  }

  synchronized void read(long length) {
    done(1, length);
  }

  /** Counts what was read, even of a file that had to be read again. */
  synchronized void bytesRead(long length) {
    bytesRead += length;
  }

  private void done(long newFiles, long newBytes) {
    files += newFiles;
    bytes += newBytes;
    tell();
  }

  /** Tells the listener how far it is. */
  synchronized void tell() {
    listener.accept(new ImportProgress(files, bytes, found, bytesFound));
  }

  synchronized io.stemma.Import result(long bytesNew) {
    return new io.stemma.Import(files, bytes, unchanged, bytesRead, bytesNew);
  }
}
