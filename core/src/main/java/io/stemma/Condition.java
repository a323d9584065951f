package io.stemma;

import java.util.List;
import java.util.Objects;

/**
 * What is asked of the attributes of files and directories, and of their paths. Plain data:
 * immutable, equal if what is asked is the same, printed as it is typed.
 *
 * <pre>{@code
 * where("peak_current_kA").above(200).and("gas").is("D2")
 * }</pre>
 *
 * <p>What follows is joined to all that stands before it: {@code where("a").is(1).or("b").is(2)
 * .and("c").is(3)} asks for c, and one of a and b. Whatever else is meant is put between brackets:
 * {@code where("a").is(1).or(where("b").is(2).and("c").is(3))}.
 *
 * <p>What a condition sees of an attribute:
 *
 * <ul>
 *   <li>A text, a number, a truth value: as it is. A whole number equals one with a fraction if
 *       both are the same number; nothing is rounded.
 *   <li>A time: a text that is a date and a time with an offset by ISO 8601, such as {@code
 *       2026-11-22T09:00:00Z}. It is compared with an {@link java.time.Instant} as a time, whatever
 *       its offset, and with a {@code String} as a text.
 *   <li>A quantity: a map of {@code value} and {@code unit}, or of {@code value} alone. Its value
 *       is seen. Nothing is converted: whoever mixes units under one name asks for both.
 *   <li>A list: what is asked is true of it if it is true of one of its items; items that are lists
 *       themselves are not looked into.
 *   <li>Any other map: that it exists.
 * </ul>
 *
 * <p>Where the attribute is missing, or of another type than what it is compared with, it is not
 * above, below, between, equal, or one of something. {@link Comparison.Operator#IS_NOT} asks for an
 * attribute that exists and does not equal; {@link #not} turns whatever stands before it around,
 * also for what has no such attribute.
 */
public sealed interface Condition {

  /**
   * Begins with an attribute.
   *
   * @param attribute its name
   * @return what says something of it
   */
  static AttributeTerm where(String attribute) {
    Objects.requireNonNull(attribute, "attribute");
    return new AttributeTerm(attribute, condition -> condition);
  }

  /**
   * Begins with the path.
   *
   * @param glob a pattern that the whole path matches; see the package description
   * @return the condition
   */
  static Condition path(String glob) {
    Objects.requireNonNull(glob, "glob");
    return new PathMatch(glob);
  }

  /**
   * This, and what is said next of an attribute.
   *
   * @param attribute its name
   * @return what says something of it
   */
  default AttributeTerm and(String attribute) {
    Objects.requireNonNull(attribute, "attribute");
    return new AttributeTerm(attribute, this::and);
  }

  /**
   * This and another one.
   *
   * @param other what must be true as well
   * @return the condition
   */
  default Condition and(Condition other) {
    Objects.requireNonNull(other, "other");
    return new All(List.of(this, other));
  }

  /**
   * This, or what is said next of an attribute.
   *
   * @param attribute its name
   * @return what says something of it
   */
  default AttributeTerm or(String attribute) {
    Objects.requireNonNull(attribute, "attribute");
    return new AttributeTerm(attribute, this::or);
  }

  /**
   * This or another one.
   *
   * @param other what may be true instead
   * @return the condition
   */
  default Condition or(Condition other) {
    Objects.requireNonNull(other, "other");
    return new Any(List.of(this, other));
  }

  /**
   * Turns all that stands before it around.
   *
   * @return what is true where this is not
   */
  default Condition not() {
    return new Not(this);
  }

  /** As it is typed. */
  @Override
  String toString();

  /**
   * Says something of one attribute.
   *
   * @param attribute its name
   * @param operator how it is compared
   * @param operands with what: texts, truth values, numbers ({@code Long} and {@code Double}) and
   *     times ({@code Instant})
   */
  record Comparison(String attribute, Operator operator, List<Object> operands)
      implements Condition {

    /** How an attribute is compared. */
    public enum Operator {
      /** More than a number, or later than a time. */
      ABOVE,
      /** A number or more, or a time or later. */
      AT_LEAST,
      /** Less than a number, or earlier than a time. */
      BELOW,
      /** A number or less, or a time or earlier. */
      AT_MOST,
      /** From the first operand to the second, both included. */
      BETWEEN,
      /** Equal. */
      IS,
      /** There, and not equal. */
      IS_NOT,
      /** Equal to one of the operands. */
      IN,
      /** There, whatever it is. */
      EXISTS
    }

    /**
     * Checks and copies the operands. Other integer types become {@code Long}, {@code Float}
     * becomes {@code Double}.
     *
     * @param attribute its name
     * @param operator how it is compared
     * @param operands with what
     * @throws IllegalArgumentException if there are too many or too few, or one is of a type that
     *     cannot be compared so
     */
    public Comparison {
      Objects.requireNonNull(attribute, "attribute");
      Objects.requireNonNull(operator, "operator");
      Objects.requireNonNull(operands, "operands");
      operands = Operands.checked(attribute, operator, operands);
    }

    /** As it is typed. */
    @Override
    public String toString() {
      return ConditionText.of(this);
    }
  }

  /**
   * Asks that the whole path matches a pattern.
   *
   * @param glob the pattern; whether it is one is looked at by what searches
   */
  record PathMatch(String glob) implements Condition {

    /**
     * Refuses null.
     *
     * @param glob the pattern
     */
    public PathMatch {
      Objects.requireNonNull(glob, "glob");
    }

    /** As it is typed. */
    @Override
    public String toString() {
      return ConditionText.of(this);
    }
  }

  /**
   * Asks that all of several are true.
   *
   * @param conditions two or more, the first of which is no {@code All}: that would be the same
   */
  record All(List<Condition> conditions) implements Condition {

    /**
     * Copies the list; the conditions of a first one that is an {@code All} take its place.
     *
     * @param conditions two or more
     * @throws IllegalArgumentException if there are fewer than two, or they are nested too deeply
     */
    public All {
      conditions = Operands.joined(conditions, All.class, All::conditions);
    }

    /** As it is typed. */
    @Override
    public String toString() {
      return ConditionText.of(this);
    }
  }

  /**
   * Asks that one of several is true.
   *
   * @param conditions two or more, the first of which is no {@code Any}: that would be the same
   */
  record Any(List<Condition> conditions) implements Condition {

    /**
     * Copies the list; the conditions of a first one that is an {@code Any} take its place.
     *
     * @param conditions two or more
     * @throws IllegalArgumentException if there are fewer than two, or they are nested too deeply
     */
    public Any {
      conditions = Operands.joined(conditions, Any.class, Any::conditions);
    }

    /** As it is typed. */
    @Override
    public String toString() {
      return ConditionText.of(this);
    }
  }

  /**
   * Asks that something is not true.
   *
   * @param condition what is not true
   */
  record Not(Condition condition) implements Condition {

    /**
     * Refuses null.
     *
     * @param condition what is not true
     * @throws IllegalArgumentException if conditions are nested too deeply
     */
    public Not {
      Objects.requireNonNull(condition, "condition");
      Operands.checkDepth(List.of(condition));
    }

    /** As it is typed. */
    @Override
    public String toString() {
      return ConditionText.of(this);
    }
  }
}
