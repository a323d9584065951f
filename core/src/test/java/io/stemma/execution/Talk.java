package io.stemma.execution;

import io.stemma.Datum;
import io.stemma.Output;
import io.stemma.Transformation;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/**
 * Tells a test that it runs, and in which process, and then does what the test says.
 *
 * @param port where the test listens
 */
record Talk(int port) implements Transformation {

  // No enum: where tests are a part of Stemma's module, what a transformation of theirs reaches
  // counts as Stemma's, and in a child, where they are not, as its own.

  /** Go on. */
  static final String WRITE = "write";

  /** Wait for an interrupt. */
  static final String WAIT = "wait";

  /** End the process. */
  static final String EXIT = "exit";

  /** Write something where the link is. */
  static final String DISTURB = "disturb";

  @Override
  public void apply(Datum in, Output out) throws IOException, InterruptedException {
    try (Socket test = new Socket(InetAddress.getLoopbackAddress(), port)) {
      new DataOutputStream(test.getOutputStream()).writeLong(ProcessHandle.current().pid());
      switch (new DataInputStream(test.getInputStream()).readUTF()) {
        case WRITE -> out.write("pid", "" + ProcessHandle.current().pid());
        case WAIT -> new CountDownLatch(1).await();
        case EXIT -> {
          System.err.println("leaving");
          System.exit(7);
        }
        case DISTURB -> {
          try (FileOutputStream link = new FileOutputStream(FileDescriptor.out)) {
            link.write("nonsense\n".repeat(9).getBytes(StandardCharsets.UTF_8));
          }
          new CountDownLatch(1).await();
        }
        default -> throw new IllegalArgumentException("the test said something else");
      }
    }
  }
}
