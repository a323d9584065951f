package io.stemma.display;

/**
 * A value that a notebook can show as HTML, with the content that {@link Object#toString} has as
 * text: what is listed is a table, what was made from something is a tree. A kernel of a notebook
 * has to be told to ask for it, as {@code docs/guide/09-notebooks.md} says.
 */
public interface Displayed {

  /**
   * This value as a fragment of HTML, to be put where a {@code div} may be. It is well-formed XML
   * without a prologue, has all its style in itself, takes the colours of the page around it, and
   * holds no script, no link, and nothing from elsewhere. Whatever names and messages hold is text
   * in it; characters that HTML or XML cannot hold, and those that change how others are shown, are
   * U+FFFD. What {@code toString} cuts is cut here, too.
   *
   * @return the HTML
   */
  String html();
}
