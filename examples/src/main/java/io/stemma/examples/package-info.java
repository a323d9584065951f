/** To be described. */
@NullMarked
package io.stemma.examples;

import org.jspecify.annotations.NullMarked;
