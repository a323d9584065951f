package io.stemma.catalog;

import static io.stemma.Condition.where;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.stemma.Archive;
import io.stemma.Condition;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Null is refused by every public method of the package, by name. */
@TestInstance(Lifecycle.PER_CLASS)
class NullArgumentsTest {
  private final Archive archive = Archive.inMemory();
  private final Catalog catalog = Catalog.open(archive);

  @AfterAll
  void close() {
    catalog.close();
    archive.close();
  }

  /** Null as whatever is wanted: the compiler would refuse it. */
  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T none() {
    @Nullable Object nothing = null;
    return uncheckedCast(nothing);
  }

  @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T uncheckedCast(@Nullable Object value) {
    return (T) value;
  }

  private static Arguments of(String name, ThrowingCallable call) {
    return Arguments.of(name, call);
  }

  Stream<Arguments> calls() {
    Condition condition = where("gas").exists();
    archive.ensureRepository("shots");
    Rows rows = catalog.sql("select 1 as one");
    Changes changes = catalog.changes("shots", "/**");
    return Stream.of(
        of("archive", () -> Catalog.open(none())),
        of("repository", () -> catalog.find(none(), condition)),
        of("condition", () -> catalog.find("shots", none())),
        of("branch", () -> catalog.find("shots", none(), condition)),
        of("query", () -> catalog.sql(none())),
        of("repository", () -> catalog.changes(none(), "/*")),
        of("glob", () -> catalog.changes("shots", none())),
        of("author", () -> changes.by(none())),
        of("time", () -> changes.since(none())),
        of("time", () -> changes.before(none())),
        of("type", () -> rows.as(none())),
        of("column", () -> rows.value(0, none())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("calls")
  void isRefusedByName(String name, ThrowingCallable call) {
    assertThatNullPointerException().isThrownBy(call).withMessage(name);
  }
}
