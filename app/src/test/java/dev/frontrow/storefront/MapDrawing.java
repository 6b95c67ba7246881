package dev.frontrow.storefront;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.awt.geom.Area;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What the seat map shows, as it was drawn on its canvas: names, seats, and the shapes of sections and areas. Lengths
/// are pixels of the page, counted from the map's corner.
final class MapDrawing {

    /// Records each picture until it is begun anew; the one that is put on the map is what is seen.
    private static final String RECORDER = """
            const pictures = new WeakMap();
            const of = (canvas) => {
              if (!pictures.has(canvas)) pictures.set(canvas, { texts: new Map(), seats: new Map(), shapes: new Map() });
              return pictures.get(canvas);
            };
            const width = Object.getOwnPropertyDescriptor(HTMLCanvasElement.prototype, "width");
            Object.defineProperty(HTMLCanvasElement.prototype, "width", { ...width, set(value) {
              pictures.delete(this);
              width.set.call(this, value);
            } });
            const brush = CanvasRenderingContext2D.prototype;
            const before = (name, note, on = brush) => {
              const real = on[name];
              on[name] = function (...all) {
                note.apply(this, all);
                return real.apply(this, all);
              };
            };
            const round = (rect) => rect.map(Math.round).join();
            const noteSeat = (canvas, x, y, w, h) => {
              const rect = [x, x + w, y, y + h];
              of(canvas).seats.set(round([x + w / 2, y + h / 2]), rect);
            };
            before("fillText", function (text, x, y, most) {
              if (!text) return;
              // Capital letters and digits are about so high.
              const size = Number(this.font.match(/([\\d.]+)px/)[1]) * 0.72;
              const wide = Math.min(this.measureText(text).width, most ?? Infinity);
              const { a, b, e, f } = this.getTransform();
              const [across, down] = Math.abs(b) > Math.abs(a) ? [size, wide] : [wide, size];
              const [atX, atY] = [e + a * x - b * y, f + b * x + a * y];
              const rect = [atX - across / 2, atX + across / 2, atY - down / 2, atY + down / 2];
              of(this.canvas).texts.set(`${text}@${round([atX, atY])}`, { text, rect });
            });
            before("beginPath", function () { this.corners = []; this.signs = []; this.isClosed = false; });
            before("lineTo", function (x, y) { this.corners?.push([x, y]); });
            before("closePath", function () { this.isClosed = true; });
            before("roundRect", function (x, y, w, h) { this.signs?.push([x, y, w, h]); });
            before("rect", function (x, y, w, h) { (this.rects ??= []).push([x, y, w, h]); }, Path2D.prototype);
            before("fill", function (path) {
              if (path instanceof Path2D) for (const rect of path.rects ?? []) noteSeat(this.canvas, ...rect);
              else for (const rect of this.signs ?? []) noteSeat(this.canvas, ...rect);
            });
            before("fillRect", function (...rect) { noteSeat(this.canvas, ...rect); });
            before("stroke", function () {
              // Dashes are the other floors.
              if (!this.isClosed || this.corners.length < 3 || this.getLineDash().length) return;
              of(this.canvas).shapes.set(round(this.corners.flat()), [...this.corners]);
            });
            before("drawImage", function (image, x, y, w) {
              if (this.canvas.id !== "canvas") return;
              window.shown = { picture: of(image), x, y, zoom: w / image.width, ratio: this.canvas.width / this.canvas.clientWidth,
                scale: this.canvas.dataset.scale };
            });
            window.drawing = () => {
              const { picture, x, y, zoom, ratio } = window.shown;
              const across = (at) => (at * zoom + x) / ratio;
              const down = (at) => (at * zoom + y) / ratio;
              const rect = ([left, right, top, bottom]) => [across(left), across(right), down(top), down(bottom)];
              return {
                texts: [...picture.texts.values()].map((one) => ({ text: one.text, rect: rect(one.rect) })),
                seats: [...picture.seats.values()].map(rect),
                shapes: [...picture.shapes.values()].map((shape) => shape.map(([atX, atY]) => [across(atX), down(atY)])),
              };
            };
            """;

    private static final String SETTLED = """
            async () => {
              const frame = () => new Promise(requestAnimationFrame);
              for (;;) {
                await frame();
                await frame();
                if (window.shown?.zoom === 1 && window.shown.scale === canvas.dataset.scale) return window.drawing();
              }
            }""";

    /// A rectangle on the map.
    record Rect(double left, double right, double top, double bottom) {

        static Rect of(List<?> list) {
            List<Double> sides = list.stream().map(MapDrawing::number).toList();
            return new Rect(sides.get(0), sides.get(1), sides.get(2), sides.get(3));
        }

        double x() {
            return (left + right) / 2;
        }

        double y() {
            return (top + bottom) / 2;
        }

        boolean overlaps(Rect other, double by) {
            return left < other.right - by
                    && other.left < right - by
                    && top < other.bottom - by
                    && other.top < bottom - by;
        }

        boolean holds(Rect other) {
            return left <= other.left && right >= other.right && top <= other.top && bottom >= other.bottom;
        }
    }

    record Text(String text, Rect rect) {}

    private final List<Text> texts = new ArrayList<>();
    private final List<Rect> seats = new ArrayList<>();
    private final List<Area> shapes = new ArrayList<>();

    private MapDrawing(Map<?, ?> drawing) {
        for (Object one : list(drawing, "texts")) {
            var text = (Map<?, ?>) one;
            texts.add(new Text(String.valueOf(text.get("text")), Rect.of(list(text, "rect"))));
        }
        list(drawing, "seats").forEach(seat -> seats.add(Rect.of((List<?>) seat)));
        list(drawing, "shapes").forEach(shape -> shapes.add(surface((List<?>) shape)));
        seats.sort(Comparator.comparingDouble(Rect::left));
    }

    private static List<?> list(Map<?, ?> map, String name) {
        return (List<?>) Objects.requireNonNull(map.get(name));
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    private static Area surface(List<?> corners) {
        var path = new Path2D.Double();
        for (Object corner : corners) {
            double x = number(((List<?>) corner).get(0));
            double y = number(((List<?>) corner).get(1));
            if (path.getCurrentPoint() == null) {
                path.moveTo(x, y);
            } else {
                path.lineTo(x, y);
            }
        }
        path.closePath();
        return new Area(path);
    }

    /// Before the first page.
    static void record(Visitor fan) {
        fan.page().addInitScript(RECORDER);
    }

    /// What the map shows, once it stands still and is sharp.
    static MapDrawing of(Page page) {
        return new MapDrawing((Map<?, ?>) page.evaluate(SETTLED));
    }

    List<Text> texts() {
        return texts;
    }

    List<Rect> seats() {
        return seats;
    }

    int shapeCount() {
        return shapes.size();
    }

    /// Names that are not within a seat.
    List<Text> names() {
        return texts.stream()
                .filter(text -> seats.stream().noneMatch(seat -> seat.holds(text.rect())))
                .toList();
    }

    /// Where a name stands.
    Optional<Rect> name(String name) {
        return texts.stream()
                .filter(text -> text.text().equals(name))
                .map(Text::rect)
                .findFirst();
    }

    /// The seat, or while none are drawn the name, that is nearest to the middle of the map.
    Rect nearestToTheMiddle(BoundingBox map) {
        List<Rect> rects = seats.isEmpty() ? texts.stream().map(Text::rect).toList() : seats;
        return rects.stream()
                .min(Comparator.comparingDouble(
                        rect -> Math.hypot(rect.x() - map.width / 2, rect.y() - map.height / 2)))
                .orElseThrow();
    }

    /// What lies over each other.
    List<String> overlaps() {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            for (Text other : texts.subList(0, i)) {
                if (texts.get(i).rect().overlaps(other.rect(), 1)) {
                    found.add(texts.get(i) + " over " + other);
                }
            }
        }
        for (int i = 0; i < seats.size(); i++) {
            for (int j = i + 1;
                    j < seats.size() && seats.get(j).left() < seats.get(i).right();
                    j++) {
                if (seats.get(i).overlaps(seats.get(j), 0.25)) {
                    found.add(seats.get(i) + " over " + seats.get(j));
                }
            }
        }
        found.addAll(overlappingShapes());
        return found;
    }

    private List<String> overlappingShapes() {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < shapes.size(); i++) {
            for (Area other : shapes.subList(0, i)) {
                var common = new Area(shapes.get(i));
                common.intersect(other);
                var box = common.getBounds2D();
                if (box.getWidth() > 1 && box.getHeight() > 1) {
                    found.add(shapes.get(i).getBounds() + " over " + other.getBounds());
                }
            }
        }
        return found;
    }

    /// Names over seats that are wide enough to be chosen.
    List<String> namesOverSeats(double wide) {
        return names().stream()
                .filter(name -> seats.stream()
                        .anyMatch(seat -> seat.right() - seat.left() >= wide && seat.overlaps(name.rect(), 1)))
                .map(Text::toString)
                .toList();
    }
}
