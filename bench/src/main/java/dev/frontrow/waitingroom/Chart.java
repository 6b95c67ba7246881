package dev.frontrow.waitingroom;

import java.util.List;

final class Chart {
    Chart(List<Samples.Story> stories) {}
    String svg() { return ""; }
}
