package io.stemma.storage.azure;

import com.azure.core.util.Context;
import java.io.IOException;

/** What the writers of one store share. Safe for use by several threads. */
final class Uploads {

  /** Throws if the store was closed. */
  interface Guard {
    void checkOpen() throws IOException;
  }

  private enum Blocks {
    UNTRIED,
    ALLOWED,
    REFUSED
  }

  private final Requests requests;
  private final FirstAnswer service;
  private final Guard guard;
  private final AzureOptions options;
  private volatile Blocks blocks;

  Uploads(
      Requests requests,
      FirstAnswer service,
      Guard guard,
      AzureOptions options,
      SignedPermissions permissions) {
    this.requests = requests;
    this.service = service;
    this.guard = guard;
    this.options = options;
    this.blocks =
        permissions.forbidBlocks()
            ? Blocks.REFUSED
            : permissions.allowBlocks() ? Blocks.ALLOWED : Blocks.UNTRIED;
  }

  Requests requests() {
    return requests;
  }

  AzureOptions options() {
    return options;
  }

  /** A failed request that writes, as an exception that may be shown to anybody. */
  IOException failed(String what, RuntimeException failure) {
    return Failures.isContainerMissing(failure)
        ? service.missing()
        : Failures.failedWriting(what, failure);
  }

  void checkOpen() throws IOException {
    guard.checkOpen();
  }

  /** For requests that carry much. */
  Context context() {
    return CountedTries.waiting(options.upload());
  }

  /** Whether nobody knows yet whether blocks may be staged. */
  boolean blocksAreUntried() {
    return blocks == Blocks.UNTRIED;
  }

  boolean blocksAreRefused() {
    return blocks == Blocks.REFUSED;
  }

  void triedBlocks(boolean allowed) {
    blocks = allowed ? Blocks.ALLOWED : Blocks.REFUSED;
  }
}
