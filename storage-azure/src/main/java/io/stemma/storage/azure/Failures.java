package io.stemma.storage.azure;

import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobStorageException;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says what went wrong, and what to do, without the exceptions of the client library: those carry
 * addresses with signatures, and the service repeats in its answers what was signed.
 */
final class Failures {
  private static final Pattern SECRET =
      Pattern.compile("(?i)(sig|signature|accountkey|sharedkey [^:]*|bearer)([=: ]+)[^&;\\s\"<>]+");
  private static final int MAX_TEXT = 300;

  private Failures() {}

  /** A failed request as an exception that may be shown to anybody. */
  static IOException failed(String what, RuntimeException failure) {
    if (failure instanceof BlobStorageException answer) {
      return new IOException(what + ": Azure answered " + answer(answer) + advice(answer));
    }
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String text = root.getMessage() == null ? "" : ": " + redacted(root.getMessage());
    return new IOException(what + ": no answer (" + root.getClass().getSimpleName() + text + ")");
  }

  private static String answer(BlobStorageException failure) {
    BlobErrorCode code = failure.getErrorCode();
    return failure.getStatusCode() + (code == null ? "" : " " + code);
  }

  private static String advice(BlobStorageException failure) {
    String code = String.valueOf(failure.getErrorCode());
    if (code.equals(BlobErrorCode.CONTAINER_NOT_FOUND.toString())) {
      return "; make the container, or check its name";
    }
    return switch (failure.getStatusCode()) {
      case 401 -> "; the credential was not accepted: has it expired?";
      case 403 ->
          "; the credential was refused: is the key right, the signature not expired, the clock"
              + " right, and is the role allowed to do this?";
      case 429, 503 -> "; the account is overloaded: try again later";
      default -> "";
    };
  }

  /** A text without whatever looks like a key, a token or a signature. */
  static String redacted(String text) {
    String clean = SECRET.matcher(text).replaceAll("$1$2...");
    return clean.length() > MAX_TEXT ? clean.substring(0, MAX_TEXT) + "..." : clean;
  }

  /** Whether the service said that there is no such blob. */
  static boolean isMissing(RuntimeException failure) {
    return failure instanceof BlobStorageException answer
        && answer.getStatusCode() == 404
        && !BlobErrorCode.CONTAINER_NOT_FOUND.equals(answer.getErrorCode());
  }

  /** Whether the service said that there is no such container. */
  static boolean isContainerMissing(RuntimeException failure) {
    return failure instanceof BlobStorageException answer
        && BlobErrorCode.CONTAINER_NOT_FOUND.equals(answer.getErrorCode());
  }

  /** Whether a range began behind the end. */
  static boolean isBehindEnd(RuntimeException failure) {
    return failure instanceof BlobStorageException answer && answer.getStatusCode() == 416;
  }

  /** Whether the service refused, so that what was asked for was certainly not done by it. */
  static boolean isRefusal(@Nullable RuntimeException failure) {
    return failure instanceof BlobStorageException answer
        && answer.getStatusCode() >= 400
        && answer.getStatusCode() < 500
        && answer.getStatusCode() != 408;
  }
}
