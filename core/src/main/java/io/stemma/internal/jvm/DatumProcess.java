package io.stemma.internal.jvm;

import io.stemma.execution.DatumTask;
import io.stemma.execution.DatumWorker;
import io.stemma.internal.base.ByteReader;
import io.stemma.internal.base.MalformedException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The main class of a child JVM: runs the datums that it is told to, until its input ends, which is
 * when its parent has ended or wants no more of it. Input and output are the link; what code prints
 * goes to the error output, and what it reads is empty.
 */
public final class DatumProcess implements Link.Handler {
  /** How long what is being run may take to end once it is interrupted. */
  private static final long GRACE_MILLIS = 1_000;

  /** How long hooks may take when the JVM ends. */
  private static final long END_MILLIS = 5_000;

  private @Nullable Link link;
  private @Nullable DatumWorker worker;

  private DatumProcess() {}

  /**
   * Runs until the input ends.
   *
   * @param args none; whatever a process is told, it is told over the link, where nobody sees it
   */
  public static void main(String[] args) {
    InputStream in = new FileInputStream(FileDescriptor.in);
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    PrintStream printed =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    System.setIn(InputStream.nullInputStream());
    System.setOut(printed);
    System.setErr(printed);
    ExecutorService threads =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "stemma-child");
              thread.setDaemon(true);
              return thread;
            });
    DatumProcess process = new DatumProcess();
    Link link = new Link(in, out, process, threads);
    process.connect(link);
    link.serve();
    process.end(threads);
  }

  private synchronized void connect(Link parent) {
    link = parent;
  }

  @Override
  public byte[] answer(byte[] call) {
    ByteReader in = new ByteReader(call);
    Operation operation = Operation.of(in);
    if (operation == Operation.OPEN) {
      open(OpenCall.decode(in));
      return new byte[0];
    } else if (operation == Operation.RUN) {
      return opened().run(DatumTask.ofBytes(in.bytes(in.remaining()))).toBytes();
    }
    throw new MalformedException("a child knows nothing of " + operation);
  }

  private synchronized void open(OpenCall call) {
    Link parent = link;
    if (parent == null || worker != null) {
      throw new IllegalStateException("an archive is opened once");
    }
    worker = DatumWorker.open(new PipedObjectStore(parent, call.remote()), call.options());
  }

  private synchronized DatumWorker opened() {
    DatumWorker opened = worker;
    if (opened == null) {
      throw new IllegalStateException("no archive is open");
    }
    return opened;
  }

  /** Interrupts what is being run, lets it delete what it has on the disk, and ends the JVM. */
  private void end(ExecutorService threads) {
    halt(END_MILLIS);
    try {
      DatumWorker opened;
      synchronized (this) {
        opened = worker;
      }
      if (opened != null) {
        opened.close();
      }
      threads.shutdownNow();
      boolean unused = threads.awaitTermination(GRACE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException | RuntimeException e) {
      System.exit(1); // Nobody is left to be told.
    }
    System.exit(0);
  }

  /** Ends the JVM after a while, should something keep it from ending. */
  private static void halt(long millis) {
    Thread thread =
        new Thread(
            () -> {
              try {
                boolean unused = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
              } catch (InterruptedException e) {
                // Then it ends now.
              }
              Runtime.getRuntime().halt(1);
            },
            "stemma-child-end");
    thread.setDaemon(true);
    thread.start();
  }
}
