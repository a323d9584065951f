package io.stemma.storage.azure;

import com.azure.storage.blob.models.BlobStorageException;
import io.stemma.storage.NoSuchStoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;

/**
 * Sends requests to a container of which nobody knows yet whether it is there and lets one in:
 * opening asks for nothing, the first request tells. Until one was answered, each takes no longer
 * than opening may, and what goes wrong is said to have gone wrong with opening. Safe for use by
 * several threads.
 */
final class FirstAnswer {
  private final Requests requests;
  private final String place;
  private final Duration longest;
  private final String advice;
  private volatile boolean come;

  /**
   * Nothing was sent yet.
   *
   * @param place the container, as it is called in messages
   * @param longest how long opening may take
   * @param advice what to look at besides the network where no answer comes; may be empty
   */
  FirstAnswer(Requests requests, String place, Duration longest, String advice) {
    this.requests = requests;
    this.place = place;
    this.longest = longest;
    this.advice = advice;
  }

  /**
   * Sends a request and waits for its answer.
   *
   * @throws NoSuchStoreException if there is no container
   * @throws IOException if it was the first one, and failed as all others would
   * @throws RuntimeException what the request threw, else
   */
  <T> T send(Callable<T> request) throws IOException {
    try {
      T answer = come ? requests.send(request) : requests.send(request, longest);
      come = true;
      return answer;
    } catch (TimeoutException e) {
      throw new IOException(
          "opening "
              + place
              + ": no answer within "
              + longest.toMillis() / 1000.0
              + " s; is there a network, and is the address right?"
              + advice);
    } catch (RuntimeException e) {
      if (Failures.isContainerMissing(e)) {
        throw missing();
      } else if (!come && !isFromContainer(e)) {
        throw Failures.failed("opening " + place, e);
      }
      come = true;
      throw e;
    }
  }

  /** Whether the service let the request in, and only then refused it. */
  private static boolean isFromContainer(RuntimeException failure) {
    return failure instanceof BlobStorageException answer
        && answer.getStatusCode() != 401
        && answer.getStatusCode() != 403
        && answer.getStatusCode() < 500;
  }

  /** What to throw where there is no container. */
  NoSuchStoreException missing() {
    return new NoSuchStoreException("there is no " + place + "; make it, or check the address");
  }
}
