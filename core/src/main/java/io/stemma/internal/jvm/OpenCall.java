package io.stemma.internal.jvm;

import io.stemma.ArchiveOptions;
import io.stemma.internal.base.ByteReader;
import io.stemma.internal.base.ByteWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks a child to open the archive whose store is at the other end.
 *
 * @param options how; with the clock of the system, whatever that of the parent is
 * @param remote what the store says of being far away
 */
record OpenCall(ArchiveOptions options, boolean remote) {
  private static final int MAX_TEXT = 1 << 16;

  byte[] encode() {
    ByteWriter out = Operation.OPEN.call(128).u8(remote ? 1 : 0).string(options.author());
    out.string(options.cacheDirectory().map(Path::toString).orElse(""));
    out.varint(options.cacheBytes()).varint(Math.max(0, options.commitDeadline().toMillis()));
    return out.toBytes();
  }

  /** Reads what is behind the operation. */
  static OpenCall decode(ByteReader in) {
    boolean remote = in.u8() == 1;
    String author = in.string(MAX_TEXT);
    String cache = in.string(MAX_TEXT);
    Optional<Path> directory = cache.isEmpty() ? Optional.empty() : Optional.of(Path.of(cache));
    long cacheBytes = in.varint();
    Duration deadline = Duration.ofMillis(in.varint());
    in.expectEnd();
    return new OpenCall(
        new ArchiveOptions(false, author, directory, cacheBytes, deadline, Clock.systemUTC()),
        remote);
  }
}
