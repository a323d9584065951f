package io.stemma.storage.azure;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.identity.CredentialUnavailableException;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobStorageException;
import io.stemma.storage.ReadOnlyStoreException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says what went wrong, and what to do, without the exceptions of the client library: those carry
 * addresses with signatures, and the service repeats in its answers what was signed.
 */
final class Failures {
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)(sig|signature|accountkey|client_secret|client_assertion|access_token"
              + "|sharedkey [^:]*|bearer)([=: ]+)[^&;\\s\"<>]+");
  private static final int MAX_TEXT = 300;

  private Failures() {}

  /** A failed request as an exception that may be shown to anybody. */
  static IOException failed(String what, RuntimeException failure) {
    return new IOException(what + ": " + told(failure));
  }

  /** The same for a request that writes: a credential that does not allow it is told apart. */
  static IOException failedWriting(String what, RuntimeException failure) {
    if (isForbidden(failure)) {
      return new ReadOnlyStoreException(
          what
              + ": "
              + told(failure)
              + "; open the store for reading, or with a credential that may write (a signature"
              + " with sp=rcl or more, or the role of a contributor)");
    } else if (isUnaccepted(failure)) {
      return new ReadOnlyStoreException(what + ": " + told(failure));
    }
    return failed(what, failure);
  }

  private static String told(RuntimeException failure) {
    if (failure instanceof BlobStorageException answer) {
      return "Azure answered " + answer(answer) + advice(answer);
    }
    for (Throwable e = failure; e != null && e.getCause() != e; e = e.getCause()) {
      if (e instanceof CredentialUnavailableException) {
        return "no credential was found; " + AzureCredential.WHAT_TO_SET;
      } else if (e instanceof ClientAuthenticationException) {
        return "no token was given (" + text(e) + "); is what the credential holds right?";
      }
    }
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return "no answer (" + text(root) + ")" + advice(root);
  }

  private static String text(Throwable e) {
    String text = e.getMessage() == null ? "" : ": " + redacted(e.getMessage());
    return e.getClass().getSimpleName() + text;
  }

  private static String advice(Throwable root) {
    if (root instanceof UnknownHostException) {
      return "; is the account's name right, and is there a network?";
    } else if (root instanceof ConnectException) {
      return "; is there a network, and is anything listening at that address?";
    } else if (root instanceof TimeoutException) {
      return "; is there a network, and is it fast enough for the times in AzureOptions?";
    }
    return "";
  }

  private static String answer(BlobStorageException failure) {
    BlobErrorCode code = failure.getErrorCode();
    return failure.getStatusCode() + (code == null ? "" : " " + code);
  }

  private static String advice(BlobStorageException failure) {
    if (isContainerMissing(failure)) {
      return "; make the container, or check its name";
    } else if (isForbidden(failure)) {
      return "; the credential does not allow this";
    }
    return switch (failure.getStatusCode()) {
      case 401 -> "; the credential was not accepted: has it expired?";
      case 403 ->
          BlobErrorCode.AUTHORIZATION_FAILURE.equals(failure.getErrorCode())
              ? "; do the network rules of the account let this machine in?"
              : "; the credential was refused: is the key right, the signature whole and not"
                  + " expired, and the clock right?";
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

  /** Whether the credential is good, and does not allow what was asked for. */
  static boolean isForbidden(RuntimeException failure) {
    return failure instanceof BlobStorageException answer
        && (BlobErrorCode.AUTHORIZATION_PERMISSION_MISMATCH.equals(answer.getErrorCode())
            || BlobErrorCode.INSUFFICIENT_ACCOUNT_PERMISSIONS.equals(answer.getErrorCode()));
  }

  /** Whether the credential allows new blobs only, and there is a blob. */
  static boolean isOverwriting(RuntimeException failure) {
    return failure instanceof BlobStorageException answer
        && BlobErrorCode.UNAUTHORIZED_BLOB_OVERWRITE.equals(answer.getErrorCode());
  }

  /** Whether the credential was not accepted at all. */
  private static boolean isUnaccepted(RuntimeException failure) {
    return failure instanceof BlobStorageException answer
        && (answer.getStatusCode() == 401 || answer.getStatusCode() == 403)
        && !isOverwriting(failure);
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
