package io.stemma.storage.azure;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a shared access signature allows. It says so itself ({@code sp=rcl}), unless a policy that
 * is stored with the container decides, or there is no signature.
 *
 * @param letters the letters; empty where nobody knows
 */
record SignedPermissions(String letters) {
  static final SignedPermissions UNKNOWN = new SignedPermissions("");

  private static final Pattern LETTERS = Pattern.compile("(?:^|&)sp=([a-z]+)(?:&|$)");

  static SignedPermissions of(String signature) {
    Matcher found = LETTERS.matcher(signature);
    return found.find() ? new SignedPermissions(found.group(1)) : UNKNOWN;
  }

  private boolean isKnown() {
    return !letters.isEmpty();
  }

  /** Whether it certainly allows no new blob. */
  boolean forbidCreating() {
    return isKnown() && letters.indexOf('c') < 0 && letters.indexOf('w') < 0;
  }

  /** Whether it certainly allows no deleting. */
  boolean forbidDeleting() {
    return isKnown() && letters.indexOf('d') < 0;
  }

  /** Whether blocks may certainly be staged. */
  boolean allowBlocks() {
    return letters.indexOf('w') >= 0;
  }

  /**
   * Whether blocks certainly may not be staged: to make a blob from blocks takes the permission to
   * write, where the one to create suffices for a single put.
   */
  boolean forbidBlocks() {
    return isKnown() && letters.indexOf('w') < 0;
  }
}
