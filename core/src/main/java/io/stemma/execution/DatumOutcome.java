package io.stemma.execution;

import io.stemma.DatumState;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.format.v1.OutcomeBytes;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of a task: plain data, made by a {@link DatumWorker} and taken over by the job. What
 * the datum has written is in the store already, or, where it is little, in these bytes; nobody can
 * see it before the job commits it. Immutable.
 */
public final class DatumOutcome {
  private final String datum;
  private final DatumState state;
  private final int tries;
  private final long nanos;
  private final Optional<Failure> failure;
  private final byte[] written;

  /**
   * Why a datum failed.
   *
   * @param type the name of the exception's class
   * @param message its message; empty if it has none
   * @param trace the exception as it is printed: where it was thrown, and its causes
   */
  public record Failure(String type, String message, String trace) {
    private static final int MAX_TYPE = 1_000;
    private static final int MAX_MESSAGE = 20_000;
    private static final int MAX_TRACE = 100_000;

    /**
     * Cuts texts that are too long to be carried around.
     *
     * @param type the name of the exception's class, up to 1,000 characters
     * @param message its message, up to 20,000 characters; empty if it has none
     * @param trace the exception as it is printed, up to 100,000 characters
     */
    public Failure {
      Objects.requireNonNull(type, "type");
      Objects.requireNonNull(message, "message");
      Objects.requireNonNull(trace, "trace");
      type = cut(type, MAX_TYPE);
      message = cut(message, MAX_MESSAGE);
      trace = cut(trace, MAX_TRACE);
    }

    private static String cut(String text, int max) {
      if (text.length() <= max) {
        return text;
      }
      int end = max - 3;
      return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
          + "...";
    }

    /**
     * Takes down an exception.
     *
     * @param failure what was thrown
     * @return its texts
     */
    public static Failure of(Throwable failure) {
      Objects.requireNonNull(failure, "failure");
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      String message = failure.getMessage();
      return new Failure(
          failure.getClass().getName(), message == null ? "" : message, trace.toString());
    }

    /** Type and message. */
    @Override
    public String toString() {
      return message.isEmpty() ? type : type + ": " + message;
    }
  }

  /**
   * Creates an outcome.
   *
   * @param datum the name of the datum
   * @param state finished, recovered, failed or cancelled
   * @param tries how often it was tried
   * @param nanos how many nanoseconds its last try took
   * @param failure why it failed; empty if it has finished
   * @param written what the job takes over from a datum that has finished, else empty
   */
  public DatumOutcome(
      String datum,
      DatumState state,
      int tries,
      long nanos,
      Optional<Failure> failure,
      byte[] written) {
    this.datum = Objects.requireNonNull(datum, "datum");
    this.state = Objects.requireNonNull(state, "state");
    this.tries = tries;
    this.nanos = nanos;
    this.failure = Objects.requireNonNull(failure, "failure");
    this.written = Objects.requireNonNull(written, "written").clone();
    boolean finished = state == DatumState.FINISHED;
    boolean ended =
        finished
            || state == DatumState.RECOVERED
            || state == DatumState.FAILED
            || state == DatumState.CANCELLED;
    if (!ended || tries < 0 || nanos < 0) {
      throw new IllegalArgumentException(
          "no outcome of a datum: " + state + ", tries: " + tries + ", " + nanos + " ns");
    } else if (finished == failure.isPresent() || !finished && written.length > 0) {
      throw new IllegalArgumentException(
          "a datum either has finished, or has failed and written nothing: " + datum);
    }
  }

  /**
   * The outcome of a datum that was never run, or not to its end: its place was lost, nobody
   * answered. Counts as one try.
   *
   * @param task which datum
   * @param failure what happened; its message should name the place
   * @return the outcome
   */
  public static DatumOutcome failed(DatumTask task, Throwable failure) {
    Objects.requireNonNull(task, "task");
    Objects.requireNonNull(failure, "failure");
    return new DatumOutcome(
        task.datum(), DatumState.FAILED, 1, 0, Optional.of(Failure.of(failure)), new byte[0]);
  }

  /**
   * Which datum this is of.
   *
   * @return its name
   */
  public String datum() {
    return datum;
  }

  /**
   * What became of it.
   *
   * @return finished, recovered, failed or cancelled
   */
  public DatumState state() {
    return state;
  }

  /**
   * How often it was tried.
   *
   * @return a number
   */
  public int tries() {
    return tries;
  }

  /**
   * How long its last try took.
   *
   * @return nanoseconds
   */
  public long nanos() {
    return nanos;
  }

  /**
   * Why it failed.
   *
   * @return the reason; empty if it has finished
   */
  public Optional<Failure> failure() {
    return failure;
  }

  /**
   * What the job takes over: the result, and what of its content is not in the store yet. What is
   * in these bytes is the job's and the worker's business alone.
   *
   * @return a copy; of no bytes unless the datum has finished
   */
  public byte[] written() {
    return written.clone();
  }

  /**
   * The outcome as bytes.
   *
   * @return what {@link #ofBytes} reads
   */
  public byte[] toBytes() {
    return OutcomeBytes.encode(this);
  }

  /**
   * Reads an outcome. Both sides must be of the same version of Stemma. Bytes that were changed on
   * their way are refused.
   *
   * @param bytes what {@link #toBytes} made
   * @return the outcome
   * @throws IllegalArgumentException if the bytes are no outcome; the text says what is wrong
   */
  public static DatumOutcome ofBytes(byte[] bytes) {
    Objects.requireNonNull(bytes, "bytes");
    try {
      return OutcomeBytes.decode(bytes);
    } catch (MalformedException e) {
      throw new IllegalArgumentException("these bytes are no outcome: " + e.getMessage(), e);
    }
  }

  /** One line: the datum, what became of it, and why. */
  @Override
  public String toString() {
    return "outcome of datum "
        + datum
        + "  "
        + state
        + ", tries: "
        + tries
        + failure.map(why -> "  " + why).orElse("");
  }
}
