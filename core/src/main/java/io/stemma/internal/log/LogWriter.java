package io.stemma.internal.log;

import io.stemma.storage.CreateOutcome;
import io.stemma.storage.NoSuchObjectException;
import io.stemma.storage.NoSuchStoreException;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import io.stemma.storage.OutcomeUnknownException;
import io.stemma.storage.ReadOnlyStoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates objects that must exist at most once, over errors and lost answers. */
final class LogWriter {
  private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);

  /** What became of it. */
  enum Outcome {
    CREATED,
    EXISTS,
    /** It may be there, and the same bytes may be written again. */
    UNKNOWN,
    /** It may be there without being durable. */
    IN_DOUBT
  }

  /**
   * What became of a creation.
   *
   * @param maybeOwn whether what is there may be the own object, because an answer was lost
   * @param error why the outcome is not known
   */
  record Result(Outcome outcome, boolean maybeOwn, Optional<IOException> error) {
    IOException cause() {
      return error.orElseGet(() -> new IOException("the outcome is " + outcome));
    }
  }

  private final ObjectStore store;
  private final Backoff backoff;

  LogWriter(ObjectStore store, Backoff backoff) {
    this.store = store;
    this.backoff = backoff;
  }

  /**
   * Tries until the outcome is known or the deadline has passed.
   *
   * @throws IOException if the object was certainly not created
   */
  Result create(String key, byte[] bytes, Deadline deadline) throws IOException {
    boolean maybe = false;
    for (; ; ) {
      IOException error;
      boolean hopeless = false;
      try {
        CreateOutcome outcome = createOnce(key, bytes);
        return outcome == CreateOutcome.CREATED
            ? new Result(Outcome.CREATED, maybe, Optional.empty())
            : new Result(Outcome.EXISTS, maybe, Optional.empty());
      } catch (OutcomeUnknownException e) {
        if (e.durabilityInDoubt()) {
          return new Result(Outcome.IN_DOUBT, true, Optional.of(e));
        }
        maybe = true;
        error = e;
      } catch (ReadOnlyStoreException | NoSuchStoreException e) {
        hopeless = true;
        error = e;
      } catch (IOException e) {
        error = e;
      }
      if (hopeless || !backoff.await(deadline)) {
        if (maybe) {
          return new Result(Outcome.UNKNOWN, true, Optional.of(error));
        }
        throw error;
      }
    }
  }

  /** Makes what can be seen durable; a missing object or store fails at once. */
  void sync(String key, Deadline deadline) throws IOException {
    for (; ; ) {
      try {
        store.sync(key);
        return;
      } catch (NoSuchObjectException | NoSuchStoreException e) {
        throw e;
      } catch (IOException e) {
        if (!backoff.await(deadline)) {
          throw e;
        }
      }
    }
  }

  private CreateOutcome createOnce(String key, byte[] bytes) throws IOException {
    try (ObjectWriter writer = store.create(key)) {
      writer.write(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
      CreateOutcome outcome = writer.commit();
      closeQuietly(writer);
      return outcome;
    }
  }

  /** An error of releasing a writer says nothing about the object that it created. */
  private static void closeQuietly(ObjectWriter writer) {
    try {
      writer.close();
    } catch (IOException e) {
      LOG.debug("a writer could not be closed: {}", e.toString());
    }
  }
}
