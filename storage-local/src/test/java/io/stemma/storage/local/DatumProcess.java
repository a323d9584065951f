package io.stemma.storage.local;

import io.stemma.ArchiveOptions;
import io.stemma.execution.DatumTask;
import io.stemma.execution.DatumWorker;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;

/** A process that reads tasks from its input, and writes outcomes to its output. */
final class DatumProcess {
  private DatumProcess() {}

  /** Arguments: where the archive is. */
  public static void main(String[] arguments) throws IOException {
    ArchiveOptions options = ArchiveOptions.DEFAULT.withoutCache();
    DataInputStream in = new DataInputStream(new BufferedInputStream(System.in));
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out));
    try (DatumWorker worker = DatumWorker.open(URI.create(arguments[0]), options)) {
      while (true) {
        DatumTask task = DatumTask.ofBytes(in.readNBytes(in.readInt()));
        byte[] outcome = worker.run(task).toBytes();
        out.writeInt(outcome.length);
        out.write(outcome);
        out.flush();
      }
    } catch (EOFException e) {
      return; // There are no more tasks.
    }
  }
}
