package io.stemma;

import io.stemma.Condition.Comparison;
import io.stemma.Condition.Comparison.Operator;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** An attribute that a {@link Condition} is about to say something of. Immutable. */
public final class AttributeTerm {
  private final String attribute;
  private final UnaryOperator<Condition> join;

  /**
   * A term.
   *
   * @param join puts what is said behind what was said before
   */
  AttributeTerm(String attribute, UnaryOperator<Condition> join) {
    this.attribute = attribute;
    this.join = join;
  }

  private Condition said(Operator operator, Object... operands) {
    return join.apply(new Comparison(attribute, operator, List.of(operands)));
  }

  /**
   * It is more.
   *
   * @param number than this
   * @return the condition
   * @throws IllegalArgumentException if it is no finite number of at most 64 bits
   */
  public Condition above(Number number) {
    return said(Operator.ABOVE, Objects.requireNonNull(number, "number"));
  }

  /**
   * It is later.
   *
   * @param time than this
   * @return the condition
   */
  public Condition above(Instant time) {
    return said(Operator.ABOVE, Objects.requireNonNull(time, "time"));
  }

  /**
   * It is as much or more.
   *
   * @param number as this
   * @return the condition
   * @throws IllegalArgumentException if it is no finite number of at most 64 bits
   */
  public Condition atLeast(Number number) {
    return said(Operator.AT_LEAST, Objects.requireNonNull(number, "number"));
  }

  /**
   * It is then or later.
   *
   * @param time when
   * @return the condition
   */
  public Condition atLeast(Instant time) {
    return said(Operator.AT_LEAST, Objects.requireNonNull(time, "time"));
  }

  /**
   * It is less.
   *
   * @param number than this
   * @return the condition
   * @throws IllegalArgumentException if it is no finite number of at most 64 bits
   */
  public Condition below(Number number) {
    return said(Operator.BELOW, Objects.requireNonNull(number, "number"));
  }

  /**
   * It is earlier.
   *
   * @param time than this
   * @return the condition
   */
  public Condition below(Instant time) {
    return said(Operator.BELOW, Objects.requireNonNull(time, "time"));
  }

  /**
   * It is as much or less.
   *
   * @param number as this
   * @return the condition
   * @throws IllegalArgumentException if it is no finite number of at most 64 bits
   */
  public Condition atMost(Number number) {
    return said(Operator.AT_MOST, Objects.requireNonNull(number, "number"));
  }

  /**
   * It is then or earlier.
   *
   * @param time when
   * @return the condition
   */
  public Condition atMost(Instant time) {
    return said(Operator.AT_MOST, Objects.requireNonNull(time, "time"));
  }

  /**
   * It is from one number to another, both included.
   *
   * @param lowest the least that it may be
   * @param highest the most that it may be
   * @return the condition
   * @throws IllegalArgumentException if one is no finite number of at most 64 bits, or they are in
   *     the wrong order
   */
  public Condition between(Number lowest, Number highest) {
    return said(
        Operator.BETWEEN,
        Objects.requireNonNull(lowest, "lowest"),
        Objects.requireNonNull(highest, "highest"));
  }

  /**
   * It is from one time to another, both included.
   *
   * @param first the earliest that it may be
   * @param last the latest that it may be
   * @return the condition
   * @throws IllegalArgumentException if they are in the wrong order
   */
  public Condition between(Instant first, Instant last) {
    return said(
        Operator.BETWEEN,
        Objects.requireNonNull(first, "first"),
        Objects.requireNonNull(last, "last"));
  }

  /**
   * It equals.
   *
   * @param value a {@code String}, {@code Boolean}, {@code Instant} or number
   * @return the condition
   * @throws IllegalArgumentException if the value is of another type
   */
  public Condition is(Object value) {
    return said(Operator.IS, Objects.requireNonNull(value, "value"));
  }

  /**
   * It is there, and does not equal.
   *
   * @param value a {@code String}, {@code Boolean}, {@code Instant} or number
   * @return the condition
   * @throws IllegalArgumentException if the value is of another type
   */
  public Condition isNot(Object value) {
    return said(Operator.IS_NOT, Objects.requireNonNull(value, "value"));
  }

  /**
   * It equals one of several.
   *
   * @param values one or more of {@code String}, {@code Boolean}, {@code Instant} and numbers
   * @return the condition
   * @throws IllegalArgumentException if there is none, or one is of another type
   */
  public Condition in(Object... values) {
    Objects.requireNonNull(values, "values");
    return join.apply(new Comparison(attribute, Operator.IN, Arrays.asList(values)));
  }

  /**
   * It is there, whatever it is.
   *
   * @return the condition
   */
  public Condition exists() {
    return said(Operator.EXISTS);
  }

  /** What has been said, and that something is missing. */
  @Override
  public String toString() {
    return join.apply(new Comparison(attribute, Operator.EXISTS, List.of()))
        .toString()
        .replaceAll("\\.exists\\(\\)$", " ...");
  }
}
