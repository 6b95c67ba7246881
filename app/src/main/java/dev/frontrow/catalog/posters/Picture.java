package dev.frontrow.catalog.posters;

/// A poster in one size, as it is served.
///
/// @param size the width that its address names; the picture itself may be smaller
record Picture(int size, int width, int height, byte[] jpeg) {}
