package io.stemma.internal.jvm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Reads what a process prints, and keeps its last lines. */
final class LastLines implements Runnable {
  private static final int KEPT = 20;

  /** In characters; what is longer is cut, as something may print without end. */
  private static final int MAX_LINE = 500;

  private final InputStream printed;
  private final Consumer<String> listener;
  private final Deque<String> lines = new ArrayDeque<>();
  private final CountDownLatch ended = new CountDownLatch(1);

  /** Reads a stream, and tells of each line. */
  LastLines(InputStream printed, Consumer<String> listener) {
    this.printed = printed;
    this.listener = listener;
  }

  @Override
  public void run() {
    StringBuilder line = new StringBuilder();
    try (Reader reader =
        new BufferedReader(new InputStreamReader(printed, StandardCharsets.UTF_8))) {
      for (int c = reader.read(); c >= 0; c = reader.read()) {
        if (c == '\n') {
          add(line.toString());
          line.setLength(0);
        } else if (c != '\r' && line.length() < MAX_LINE) {
          line.append((char) c);
        }
      }
    } catch (IOException e) {
      add("(the rest was lost: " + e.getMessage() + ")");
    } finally {
      if (line.length() > 0) {
        add(line.toString());
      }
      ended.countDown();
    }
  }

  private void add(String line) {
    synchronized (lines) {
      if (lines.size() == KEPT) {
        lines.remove();
      }
      lines.add(line);
    }
    listener.accept(line);
  }

  /**
   * The last lines of a process that has ended.
   *
   * @throws InterruptedException if this thread was interrupted
   */
  List<String> get() throws InterruptedException {
    // A process that it has started may still hold the stream open.
    boolean unused = ended.await(1, TimeUnit.SECONDS);
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }
}
