package io.stemma.internal.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.storage.NoSuchObjectException;
import io.stemma.storage.NoSuchStoreException;
import io.stemma.storage.OutcomeUnknownException;
import io.stemma.storage.ReadOnlyStoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was thrown at one end is thrown at the other. */
class FaultBytesTest {

  static Stream<Exception> faults() {
    return Stream.of(
        new IOException("broken"),
        new NoSuchObjectException("a/b"),
        new NoSuchStoreException("no such place"),
        new ReadOnlyStoreException("for reading"),
        new OutcomeUnknownException("a", true, new IOException("no fsync")),
        new OutcomeUnknownException("a", false, new IOException("no answer")),
        new IllegalArgumentException("no key"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void itIsOfTheSameTypeAndSaysTheSame(Exception fault) {
    Exception read = FaultBytes.decode(FaultBytes.encode(fault));
    assertThat(read).hasSameClassAs(fault).hasMessage(fault.getMessage());
    if (read instanceof NoSuchObjectException missing) {
      assertThat(missing.key()).isEqualTo("a/b");
    } else if (read instanceof OutcomeUnknownException unknown) {
      assertThat(unknown.key()).isEqualTo("a");
      assertThat(unknown.durabilityInDoubt())
          .isEqualTo(((OutcomeUnknownException) fault).durabilityInDoubt());
    }
  }

  @Test
  void othersFailAsInputAndOutputDo() {
    assertThat(FaultBytes.decode(FaultBytes.encode(new IllegalStateException("closed"))))
        .isInstanceOf(IOException.class)
        .hasMessage("java.lang.IllegalStateException: closed");
    assertThat(FaultBytes.decode(FaultBytes.encode(new IOException())))
        .hasMessage("java.io.IOException");
    assertThat(
            FaultBytes.decode(
                FaultBytes.encode(new UncheckedIOException(new NoSuchObjectException("a")))))
        .isInstanceOf(NoSuchObjectException.class);
    assertThat(FaultBytes.decode(FaultBytes.encode(new IOException("x".repeat(1 << 20)))))
        .message()
        .hasSize(20_000);
  }

  @Test
  void whatIsNoFaultFails() {
    for (byte[] bytes : new byte[][] {{}, {1}, {1, 9}, {99, 1, 'a'}, {5, 1, 'a'}}) {
      assertThat(FaultBytes.decode(bytes))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("a failure cannot be read: ");
    }
  }
}
