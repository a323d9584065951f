package io.stemma.internal.jvm;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One end of a connection between two processes, each of which may call the other; any number of
 * calls may be under way. One thread, that of {@link #serve}, reads whatever comes, and waits for
 * nothing else, so neither side ever waits for the other to read.
 */
public final class Link implements AutoCloseable {
  /** In bytes; a range of an object that is longer than this is not read with one call. */
  static final int MAX_MESSAGE = 1 << 30;

  private final DataInputStream in;
  private final DataOutputStream out;
  private final Handler handler;
  private final Executor threads;
  private final AtomicLong next = new AtomicLong();
  private final Map<Long, CompletableFuture<Frame>> calls = new ConcurrentHashMap<>();

  /** Messages of which only the beginning has come; for the thread that reads. */
  private final Map<Part, ByteArrayOutputStream> parts = new HashMap<>();

  private volatile @Nullable String ended;

  /** Answers calls of the other side. */
  public interface Handler {
    /**
     * Answers a call. Called by several threads.
     *
     * @param call what was asked
     * @return the answer
     * @throws Exception whatever is thrown is thrown where the call was made, too
     */
    byte[] answer(byte[] call) throws Exception;
  }

  private record Part(boolean call, long id) {}

  /**
   * A link over two streams, which end with it.
   *
   * @param in what the other side has written
   * @param out what the other side reads
   * @param handler answers its calls
   * @param threads in which they are answered; as many as there are calls
   */
  public Link(InputStream in, OutputStream out, Handler handler, Executor threads) {
    this.in = new DataInputStream(new BufferedInputStream(in));
    this.out = new DataOutputStream(new BufferedOutputStream(out));
    this.handler = handler;
    this.threads = threads;
  }

  /**
   * Calls the other side, and waits for its answer, whether interrupted or not; an interrupt is
   * kept.
   *
   * @throws LinkEndedException if the other side is gone
   * @throws IOException if the call has failed there
   */
  byte[] call(byte[] call) throws IOException {
    CompletableFuture<Frame> answer = send(call);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return bytes(answer);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Calls the other side, and waits for its answer.
   *
   * @throws InterruptedException if this thread was interrupted; the other side goes on
   * @throws LinkEndedException if the other side is gone
   * @throws IOException if the call has failed there
   */
  byte[] callInterruptibly(byte[] call) throws IOException, InterruptedException {
    return bytes(send(call));
  }

  private CompletableFuture<Frame> send(byte[] call) throws IOException {
    long id = next.incrementAndGet();
    CompletableFuture<Frame> answer = new CompletableFuture<>();
    calls.put(id, answer);
    boolean sent = false;
    try {
      checkOpen(); // Behind the put: who ends the link looks for calls after that.
      write(Frame.Kind.CALL, id, call);
      sent = true;
      return answer;
    } finally {
      if (!sent) {
        calls.remove(id);
      }
    }
  }

  private byte[] bytes(CompletableFuture<Frame> call) throws IOException, InterruptedException {
    Frame answer;
    try {
      answer = call.get();
    } catch (ExecutionException e) { // Only the end of the link ends a call in this way.
      throw new LinkEndedException(String.valueOf(ended));
    }
    if (answer.kind == Frame.Kind.ANSWER) {
      return answer.bytes;
    }
    Exception fault = FaultBytes.decode(answer.bytes);
    if (fault instanceof IllegalArgumentException argument) {
      throw argument;
    }
    throw fault instanceof IOException io ? io : new IOException(fault);
  }

  /** Frames of several messages may alternate, those of one are in order. */
  private void write(Frame.Kind kind, long id, byte[] message) throws IOException {
    int at = 0;
    boolean last;
    do {
      int length = Math.min(Frame.MAX_BYTES, message.length - at);
      last = at + length == message.length;
      byte[] bytes = message;
      if (length < message.length) {
        bytes = new byte[length];
        System.arraycopy(message, at, bytes, 0, length);
      }
      write(new Frame(kind, last, id, bytes));
      at += length;
    } while (!last);
  }

  private void write(Frame frame) throws IOException {
    try {
      synchronized (out) {
        checkOpen();
        frame.write(out);
        out.flush();
      }
    } catch (LinkEndedException e) {
      throw e;
    } catch (IOException e) {
      end("writing to it has failed: " + e.getMessage());
      checkOpen();
    }
  }

  private void checkOpen() throws LinkEndedException {
    String why = ended;
    if (why != null) {
      throw new LinkEndedException(why);
    }
  }

  /**
   * Reads what the other side sends, until it sends no more or this is closed; then all calls have
   * failed.
   */
  public void serve() {
    try {
      Optional<Frame> frame = Frame.read(in);
      while (frame.isPresent()) {
        take(frame.get());
        frame = Frame.read(in);
      }
      end("it has ended");
    } catch (IOException | RejectedExecutionException e) {
      end(String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      end(e.toString());
      throw e;
    }
  }

  private void take(Frame frame) throws IOException {
    byte[] message = frame.bytes;
    Part part = new Part(frame.kind == Frame.Kind.CALL, frame.id);
    ByteArrayOutputStream begun = parts.get(part);
    if (begun != null || !frame.last) {
      if (begun == null) {
        begun = new ByteArrayOutputStream();
        parts.put(part, begun);
      }
      if (begun.size() > MAX_MESSAGE - message.length) {
        throw new IOException("a message has at most " + MAX_MESSAGE + " bytes");
      }
      begun.write(message, 0, message.length);
      if (!frame.last) {
        return;
      }
      parts.remove(part);
      message = begun.toByteArray();
    }
    if (frame.kind == Frame.Kind.CALL) {
      byte[] call = message;
      threads.execute(() -> answer(frame.id, call));
      return;
    }
    CompletableFuture<Frame> waiting = calls.remove(frame.id);
    if (waiting == null) {
      throw new IOException("nobody waits for an answer to call " + frame.id);
    }
    waiting.complete(new Frame(frame.kind, true, frame.id, message));
  }

  private void answer(long id, byte[] call) {
    try {
      byte[] answer;
      Frame.Kind kind = Frame.Kind.ANSWER;
      try {
        answer = handler.answer(call);
      } catch (Exception | Error e) { // Whatever it is, somebody waits.
        answer = FaultBytes.encode(e);
        kind = Frame.Kind.FAULT;
        if (e instanceof InterruptedException) {
          Thread.currentThread().interrupt();
        }
      }
      write(kind, id, answer);
    } catch (IOException e) {
      end(String.valueOf(e.getMessage())); // There is nobody to be told.
    }
  }

  private void end(String why) {
    synchronized (this) {
      if (ended == null) {
        ended = why;
      }
    }
    LinkEndedException failure = new LinkEndedException(why);
    for (Long id : List.copyOf(calls.keySet())) {
      CompletableFuture<Frame> call = calls.remove(id);
      if (call != null) {
        call.completeExceptionally(failure);
      }
    }
  }

  /** Why nothing is heard any more of the other side, if that is so. */
  Optional<String> ended() {
    return Optional.ofNullable(ended);
  }

  /** Ends the link. All calls have failed. */
  @Override
  public void close() {
    end("this side has ended the connection");
    try (in;
        out) {
      // Both are closed, whatever becomes of the first.
    } catch (IOException e) {
      return; // What was not written is lost with the other side.
    }
  }
}
