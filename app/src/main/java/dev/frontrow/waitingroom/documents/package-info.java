/// What fans are told of their place and of the room: the documents of the API, which the pages show, too.
@NullMarked
package dev.frontrow.waitingroom.documents;

import org.jspecify.annotations.NullMarked;
