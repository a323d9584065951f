/** Computing results again from what they were computed from, and comparing what that gives. */
@NullMarked
package io.stemma.internal.replay;

import org.jspecify.annotations.NullMarked;
