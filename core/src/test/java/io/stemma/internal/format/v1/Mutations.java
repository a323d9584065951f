package io.stemma.internal.format.v1;

import io.stemma.internal.base.MalformedException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;

/** Ways to damage bytes, for tests of decoders. */
public final class Mutations {
  private Mutations() {}

  /** What a decoder makes of bytes; empty if it refuses them, as it may in no other way. */
  public static <T> Optional<T> decoded(Supplier<T> decode) {
    try {
      return Optional.of(decode.get());
    } catch (MalformedException | UnsupportedVersionException e) {
      return Optional.empty();
    }
  }

  /** Every single flipped bit. */
  public static Iterable<byte[]> flips(byte[] bytes) {
    return () ->
        java.util.stream.IntStream.range(0, 8 * bytes.length)
            .mapToObj(
                i -> {
                  byte[] bad = bytes.clone();
                  bad[i / 8] ^= (byte) (1 << i % 8);
                  return bad;
                })
            .iterator();
  }

  /** Every shorter beginning, and one byte more. */
  public static Iterable<byte[]> lengths(byte[] bytes) {
    return () ->
        java.util.stream.IntStream.rangeClosed(0, bytes.length + 1)
            .filter(n -> n != bytes.length)
            .mapToObj(n -> Arrays.copyOf(bytes, n))
            .iterator();
  }

  /** Some bytes replaced, removed or added at random. */
  public static byte[] random(byte[] bytes, Random random) {
    byte[] bad = bytes.clone();
    for (int edits = 1 + random.nextInt(3); edits > 0 && bad.length > 0; edits--) {
      int at = random.nextInt(bad.length);
      switch (random.nextInt(4)) {
        case 0 -> bad = join(Arrays.copyOf(bad, at), Arrays.copyOfRange(bad, at + 1, bad.length));
        case 1 -> bad = join(Arrays.copyOf(bad, at + 1), Arrays.copyOfRange(bad, at, bad.length));
        default -> bad[at] = (byte) random.nextInt(256);
      }
    }
    return bad;
  }

  /** The same for what is behind a header, whose checksum is made right again. */
  public static byte[] randomPayload(String tag, byte[] object, Random random) {
    return payload(tag, object, payload -> random(payload, random));
  }

  public static byte[] payload(String tag, byte[] object, Function<byte[], byte[]> change) {
    return ObjectHeader.wrap(
        tag, change.apply(Arrays.copyOfRange(object, ObjectHeader.BYTES, object.length)));
  }

  private static byte[] join(byte[] a, byte[] b) {
    byte[] all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }
}
